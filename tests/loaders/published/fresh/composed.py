"""Crosstabs composed by chance: how bases, counts, percents, letters and nets may stand together.

``python -m tests.loaders.published.fresh.composed FIRST LAST`` says what becomes of each.
"""
# ruff: noqa
# fmt: off

import copy
import csv
import io
import random
import sys
from dataclasses import dataclass, replace

import openpyxl
import pandas as pd
from openpyxl.styles import Alignment

from ..acceptance import words
from .making import ruled
from .truth import Cell, Made, fault_of, is_of, opened, page_of_lines

BANNERS={"Gender":["Male","Female"],"Age":["18-34","35-54","55+"],"Region":["North","Midlands","South","London"],
 "Party ID":["Democrat","Independent","Republican"],"Education":["No degree","Degree"],"2019 vote":["Con","Lab","Lib Dem"]}
QUESTIONS=[("How likely are you to vote?",["Very likely","Fairly likely","Not very likely","Not at all likely","Don't know"]),
 ("Do you support or oppose the plan?",["Strongly support","Somewhat support","Somewhat oppose","Strongly oppose","Don't know"]),
 ("Which of these is most important?",["Economy","Health","Immigration","Education","Other","None of these"]),
 ("Have you heard of the scheme?",["Yes","No","Not sure"])]
BASES=[("Unweighted base","Weighted base"),("Base: All adults (unwtd)","Base: All adults (wtd)"),("Unweighted N","Weighted N"),
 ("Unweighted Sample","Weighted Sample"),("Unweighted Total","Weighted Total"),("Sample size (unweighted)","Sample size (weighted)"),
 ("Unweighted sample size","Weighted sample size"),("Base (unweighted)","Base (weighted)"),("N (unweighted)","N (weighted)"),("Unwgt N","Wgt N")]

@dataclass
class Spec:
    pass

def make(seed):
    r=random.Random(seed)
    s=Spec(); s.seed=seed
    s.out=r.choice(["xlsx","xlsx","xlsx","csv","html","ruled","aligned"])
    s.style=r.choice(["sign","format","title","row","corner"]) if s.out=="xlsx" else r.choice(["sign","sign","title","row"])
    s.counts=r.choice(["none","none","above","below","beside"]) if s.out not in ("aligned",) else "none"
    s.base_at=r.choice(["top","bottom","none"] if r.random()<.3 else ["top","bottom"])
    s.roles=r.choice(["uw","wu","u","w","base","N"])
    s.base_form=r.choice(["int","comma","brackets"])
    s.levels=r.choice([1,2,2]) if s.out!="aligned" else 1
    s.gap=r.random()<.25 and s.out in("xlsx","csv")
    s.letters=r.choice(["none","none","none","row","appended"]) if s.out in("xlsx","html","csv","ruled") else "none"
    if s.counts=="beside": s.letters="none"
    s.nets=r.choice(["none","none","above","below"])
    s.mean=r.random()<.3
    s.total=r.random()<.3
    s.dec=r.choice([0,0,0,1])
    s.tables=r.choice([1,1,2,3])
    s.sheets=s.out=="xlsx" and r.random()<.4
    s.hidden=r.choice(["none","none","column","row","base"]) if s.out=="xlsx" else "none"
    s.note=r.random()<.5
    blocks=[("","Total")]; names=r.sample(list(BANNERS),2 if s.out!="aligned" else 1)
    groups=[("","Total")]+[(b,g) for b in names for g in BANNERS[b]]
    s.groups=groups
    pages=[]; cells=[]
    qs=r.sample(QUESTIONS,s.tables)
    for t,(q,answers) in enumerate(qs,1):
        if t>1 and seed%2:
            names=r.sample(list(BANNERS),2 if s.out!="aligned" else 1)
            groups=[("","Total")]+[(b,g) for b in names for g in BANNERS[b]]
        tab,cs=table(r,s,t,q,answers,groups); pages.append(tab); cells+=cs
    s.file=write(r,s,pages)
    return s, Made(f"c{seed}",s.file,cells)

def spread(r,k,base):
    p=[r.uniform(.3,3) for _ in range(k)]
    if r.random()<.4: p[-1]=.001
    t=sum(p); return [x/t for x in p]

def num(x,form):
    return x if form=="int" else (f"{x:,}" if form=="comma" else f"({x:,})")

def table(r,s,t,q,answers,groups):
    """rows: list of (kind, label, values per group); values per group may be pair (count, pct)"""
    ns=[]; total=r.choice([1003,2051,812])
    ns=[total]; ws=[total+r.choice([0,0,-3])]
    by={}
    for b,g in groups[1:]: by.setdefault(b,[]).append(g)
    for b,gs in by.items():
        cut=[r.uniform(1,2) for _ in gs]; k=[int(total*c/sum(cut)) for c in cut]; k[-1]=total-sum(k[:-1]); ns+=k
        k2=[max(20,int(x*r.uniform(.85,1.15))) for x in k]; ws+=k2
    shares=[spread(r,len(answers),0) for _ in groups]; cb=ws if s.roles in('uw','wu','w') and s.base_at!='none' else ns
    shown=[]
    for i,a in enumerate(answers): shown.append([round(100*shares[g][i],s.dec) for g in range(len(groups))])
    rows=[]
    def pct(v,share=None):
        if v==0 : return r.choice(["*","-"]) 
        return v
    body=[]
    for i,a in enumerate(answers):
        body.append((a,[pct(v) for v in shown[i]],[round(shares[g][i]*cb[g]) for g in range(len(groups))],0))
    cells=[]; kinds=[]
    if s.nets!="none" and len(answers)==5:
        pos="Support" if "support" in answers[0].lower() else "Likely"
        neg="Oppose" if pos=="Support" else "Unlikely"
        n1=("NET: "+pos,[round(100*(shares[g][0]+shares[g][1]),s.dec) for g in range(len(groups))],[round((shares[g][0]+shares[g][1])*cb[g]) for g in range(len(groups))],0)
        n2=("NET: "+neg,[round(100*(shares[g][2]+shares[g][3]),s.dec) for g in range(len(groups))],[round((shares[g][2]+shares[g][3])*cb[g]) for g in range(len(groups))],0)
        body=[(a,v,c,1 if i<4 else 0) for i,(a,v,c,_) in enumerate(body)]
        if s.nets=="above": body=[n1,*body[:2],n2,*body[2:]]
        else: body=[(a,v,c,0) for a,v,c,_ in body]+[n1,n2]
    n_ok={"uw":"n","wu":"n","u":"n","w":"w","base":"either","N":"either"}[s.roles]
    if s.base_at=="none": n_ok="none"
    for a,vs,cs,ind in body:
        for g,(b,name) in enumerate(groups):
            n=ns[g] if n_ok in("n","either") else None
            v=vs[g] if not isinstance(vs[g],str) else None
            c=Cell(a,name if not b or s.levels==1 else name,v,n,question=q.rstrip("?"),about=((("base_weighted",ws[g]),) if s.roles in("uw","wu","w") and s.base_at!="none" else ()),optional=v is None)
            c.__dict__["either"]=n_ok=="either"
            c.__dict__["count"]=cs[g]
            cells.append(c)
    if s.mean:
        mv=[round(r.uniform(1.5,4.5),2) for _ in groups]
        body.append(("Mean",mv,None,0)); 
        if r.random()<.5: body.append(("Standard deviation",[round(r.uniform(.5,1.5),2) for _ in groups],None,0))
    if s.total: body.append((r.choice(["Total","Sigma"]),[100]*len(groups),cb,0))
    lab=r.choice(BASES) if s.roles in("uw","wu","u","w") else (("Base","") if s.roles=="base" else (r.choice(["N","N=","n","(N)","(n)","Total N","N ="]),""))
    base={"uw":[(lab[0],ns),(lab[1],ws)],"wu":[(lab[1],ws),(lab[0],ns)],"u":[(lab[0],ns)],"w":[(lab[1],ws)]}.get(s.roles,[(lab[0],ns)])
    if s.base_at=="none": base=[]
    s.lab=lab
    return (t,q,body,base,ns,ws,groups),cells

def text_pct(v,s,fmt):
    if isinstance(v,str): return v
    return f"{v:.{s.dec}f}"+("%" if fmt=="sign" else "")

def grid(r,s,tab):
    """Return rows, merged spans (r0,c0,c1), percent cells {(r,c)}, indents"""
    t,q,body,base,ns,ws,gr=tab; s=copy.copy(s); s.groups=gr
    rows=[]; spans=[]; pc=set(); ind={}
    pair=s.counts=="beside"
    title=f"Q{t}. {q}"+(" (%)" if s.style=="title" else "")
    rows.append([f"Table {t}"] if r.random()<.5 else [])
    rows.append([title])
    if s.note: rows.append([r.choice(["Base: All adults in Great Britain","Base: All respondents","All adults aged 18+"])])
    # columns
    cols=[]; prev=None
    c=1
    for g,(b,name) in enumerate(s.groups):
        if s.gap and b!=prev and prev is not None: c+=1
        cols.append(c); c+=2 if pair else 1; prev=b
    width=c
    def blank(): return [None]*width
    if s.levels==2:
        h=blank(); i=0
        while i<len(s.groups):
            b=s.groups[i][0]; j=i
            while j+1<len(s.groups) and s.groups[j+1][0]==b: j+=1
            if b:
                h[cols[i]]=b
                last=cols[j]+(1 if pair else 0)
                if last>cols[i]: spans.append((len(rows),cols[i],last))
            i=j+1
        rows.append(h)
    h=blank()
    for g,(b,name) in enumerate(s.groups):
        h[cols[g]]=name
        if pair: spans.append((len(rows),cols[g],cols[g]+1))
    if s.style=="corner": h[0]="Column %"
    rows.append(h)
    if pair:
        h=blank()
        for c0 in cols: h[c0]="N"; h[c0+1]="%"
        rows.append(h)
    elif s.style=="row":
        h=blank()
        for c0 in cols: h[c0]="%"
        rows.append(h)
    if s.letters=="row" or s.letters=="appended":
        h=blank()
        for k,c0 in enumerate(cols[1:]): h[c0]="ABCDEFGHIJ"[k]
        rows.append(h)
    fmt="sign" if s.style=="sign" else "format" if s.style=="format" else "bare"
    def baserows():
        for lab,vals in base:
            h=blank(); h[0]=lab
            for g,c0 in enumerate(cols): h[c0]=num(vals[g],s.base_form)
            rows.append(h)
            if "nweighted" in lab or "nw" in lab: s.baserow=len(rows)-1
    if s.base_at=="top": baserows()
    for a,vs,cs,indent in body:
        mean=a in("Mean","Standard deviation")
        def prow(label):
            h=blank(); h[0]=label
            for g,c0 in enumerate(cols):
                v=vs[g]
                cc=c0+1 if pair and not mean else c0
                if mean: h[c0 if not pair else c0+1]=v if s.out=="xlsx" else f"{v:.2f}"
                elif isinstance(v,str): h[cc]=v
                elif fmt=="format": h[cc]=v/100; pc.add((len(rows),cc))
                elif s.out=="xlsx" and fmt=="bare" and s.letters!="appended": h[cc]=v
                else: h[cc]=text_pct(v,s,fmt)
                if s.letters=="appended" and g and not isinstance(v,str) and not mean and s.out!="aligned" and r.random()<.3 and fmt!="format" and a not in("Total","Sigma"):
                    h[cc]=f"{h[cc]} {'ABCDEFGHIJ'[(g+1)%(len(cols)-1)]}"
                if pair and cs is not None: h[c0]=cs[g]
            if indent and label: ind[(len(rows),0)]=indent
            rows.append(h)
        def crow(label):
            h=blank(); h[0]=label
            for g,c0 in enumerate(cols): h[c0]=cs[g] if s.base_form=="int" else f"{cs[g]:,}"
            if indent and label: ind[(len(rows),0)]=indent
            rows.append(h)
        if mean or s.counts in("none","beside"): prow(a)
        elif s.counts=="above": crow(a); prow(None)
        else: prow(a); crow(None)
        if s.letters=="row" and not mean and a not in("Total","Sigma"):
            h=blank()
            for g,c0 in enumerate(cols):
                if g and r.random()<.25: h[c0]="ABCDEFGHIJ"[(g+1)%(len(cols)-1)]
            if any(h): rows.append(h)
    if s.base_at=="bottom": baserows()
    if s.note: rows.append([r.choice(["* less than 0.5%","Source: Example Research","Fieldwork: 3-5 May 2024"])])
    return rows,spans,pc,ind,cols

def write(r,s,tabs):
    grids=[grid(r,s,t) for t in tabs]
    if s.out=="xlsx":
        wb=openpyxl.Workbook(); wb.remove(wb.active); sh=None; off=0
        for k,(rows,spans,pc,ind,cols) in enumerate(grids):
            if sh is None or s.sheets: sh=wb.create_sheet(f"Table {k+1}" if s.sheets else "Tables"); off=0
            for i,row in enumerate(rows):
                for j,v in enumerate(row):
                    if v is None: continue
                    c=sh.cell(off+i+1,j+1,v)
                    if (i,j) in pc: c.number_format="0%" if s.dec==0 else "0.0%"
                    if (i,j) in ind: c.alignment=Alignment(indent=ind[i,j])
            for (i,a,b) in spans: sh.merge_cells(start_row=off+i+1,end_row=off+i+1,start_column=a+1,end_column=b+1)
            if s.hidden=="column": sh.column_dimensions[openpyxl.utils.get_column_letter(cols[-1]+1)].hidden=True
            if s.hidden=="row": sh.row_dimensions[off+len(rows)-2].hidden=True
            if s.hidden=="base" and hasattr(s,"baserow"): sh.row_dimensions[off+s.baserow+1].hidden=True
            off+=len(rows)+r.choice([1,2])
        f=io.BytesIO(); wb.save(f); f.seek(0); f.name=f"c{s.seed}.xlsx"; return f
    if s.out=="csv":
        o=io.StringIO(); w=csv.writer(o)
        for rows,*_ in grids:
            wid=max(map(len,rows))
            for row in rows: w.writerow([("" if v is None else v) for v in row]+[""]*(wid-len(row)))
            w.writerow([""]*wid)
        return opened(o.getvalue(),f"c{s.seed}.csv")
    if s.out=="html":
        h="<html><body>"
        for rows,spans,pc,ind,cols in grids:
            width=max(map(len,rows)); one="<table border=1>"
            sp={(i,a):b-a+1 for i,a,b in spans}
            for i,row in enumerate(rows):
                row=list(row)+[None]*(width-len(row)); one+="<tr>"; j=0
                if sum(v is not None for v in row)==1 and row[0] is not None:
                    one+=f"<td colspan={width}>{row[0]}</td></tr>"; continue
                if all(v is None for v in row): one=one[:-4]; continue
                while j<width:
                    n=sp.get((i,j),1)
                    one+=f"<td{f' colspan={n}' if n>1 else ''}>{'' if row[j] is None else row[j]}</td>"; j+=n
                one+="</tr>"
            h+=one+"</table><p></p>"
        return opened(h+"</body></html>",f"c{s.seed}.html")
    if s.out=="ruled":
        pages=[]
        for rows,spans,pc,ind,cols in grids:
            width=max(map(len,rows)); sp={}
            head=[row[0] for row in rows if len(row)==1]; body=[(i,list(row)+[None]*(width-len(row))) for i,row in enumerate(rows) if len(row)>1]
            idx={i:k for k,(i,_) in enumerate(body)}
            for i,a,b in spans: sp[(idx[i],a)]=b-a+1
            first=[x for x in head if not x.startswith(("*","Source","Field"))]; last=[x for x in head if x not in first]
            pages.append([("text",x) for x in first]+[("table",[row for _,row in body],[150]+[min(60,600/(width-1))]*(width-1),sp)]+[("text",x) for x in last])
        return ruled(pages,f"c{s.seed}.pdf",size=7)
    lines=[]; pages=[]
    for rows,spans,pc,ind,cols in grids:
        lines=[]
        for i,row in enumerate(rows):
            if len(row)<=1: lines.append(row[0] if row else ""); continue
            label=(row[0] or "")
            line=" "*ind.get((i,0),0)*2+label
            line=line.ljust(34)[:max(34,len(line))]
            for v in row[1:]: line+=("" if v is None else str(v)).rjust(14)
            lines.append(line.rstrip())
        pages.append(lines)
    return page_of_lines(pages,f"c{s.seed}.pdf",size=8)

def judge(pub,made,s):
    wrong=[]; right=0; left=list(made.cells); nobase=[]
    for _,f in pub.figures.iterrows():
        unit="percent" if pd.isna(f["amount_unit"]) else f["amount_unit"]
        name=f"{f['where']}: {f['answer']} | {f['group']} | {f['question']} = {f['printed']}"
        a=str(f["answer"])
        if unit!="percent":
            if a in("Mean","Standard deviation") : continue
            if unit=="count":
                hit=[c for c in made.cells if is_of(f,c)]
                if hit and any(c.__dict__["count"]==f["amount"] for c in hit): continue
            wrong.append(name+f" unit {unit}"); continue
        called=[c for c in made.cells if is_of(f,c) and words(f['answer'])==words(c.answer)]
        if not called: wrong.append(name+": no such cell"); continue
        faults=[]
        for c in called:
            ft=fault_of(f,c)
            if c.__dict__["either"] and ft: ft=fault_of(f,replace(c,n=None,about=())) and (fault_of(f,replace(c,n=None)) )
            faults.append(ft)
        if all(faults):
            soft=[c for c in called if not fault_of(f,replace(c,n=None if pd.isna(f["n"]) else c.n,about=tuple((k,v) for k,v in c.about if not pd.isna(f[k]))))]
            if soft: nobase.append(name); right+=1; left=[x for x in left if x is not soft[0]]
            else: wrong.append(name+": "+faults[0])
        else:
            k=faults.index(next(x for x in faults if not x)); right+=called[k] in left; left=[x for x in left if x is not called[k]]
    left=[c for c in left if not c.optional]
    silent=len(left) if left and pub.refused.empty else 0
    return right,len(left),wrong,silent,nobase

if __name__=="__main__":
    from topline.loaders.published.read import read_published
    for seed in range(int(sys.argv[1]),int(sys.argv[2])):
        s,m=make(seed); p=read_published(m.file)
        right,missing,wrong,silent,nobase=judge(p,m,s)
        print(seed,s.out,"right",right,"missing",missing,"wrong",len(wrong),"silent",silent,"without base",len(nobase))
        for line in wrong[:3]: print("    ",line)
