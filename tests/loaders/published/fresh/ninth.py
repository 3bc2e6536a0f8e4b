"""Workbooks of pollsters, with all that stands above and below their percents."""
# ruff: noqa
# fmt: off

from .making import book, cells, ruled
from .truth import Cell, Made, shares

G6 = ["Total", "Male", "Female", "18-34", "35-54", "55+"]
NS = [2077, 1003, 1074, 540, 690, 847]
WS = [2077, 1012, 1065, 577, 698, 802]

def yougov24():
    """YouGov 2024: unweighted base, blank columns between blocks, TOTAL rows, '-' none, % row."""
    g = ["Con","Lab","Lib Dem","Reform UK","Remain","Leave","Male","Female"]
    n = [310, 540, 190, 260, 820, 700, 1003, 1074]; w = [360, 510, 200, 230, 790, 760, 1012, 1065]
    a = ["Very well","Fairly well","TOTAL WELL","Fairly badly","Very badly","TOTAL BADLY","Don't know"]
    base = shares(501, 5, 9)
    v = [base[0], base[1], [x+y for x,y in zip(base[0],base[1])], base[2], base[3], [x+y for x,y in zip(base[2],base[3])], base[4]]
    v[0][4] = None  # '-' : nobody among Reform UK (col index 4)
    v[2][4] = v[1][4]
    q = "Do you think that the government are doing well or badly at handling the economy?"
    def line(lab, r):
        r = ["-" if x is None else x for x in r]
        return [lab, r[0], None, *r[1:5], None, *r[5:7], None, *r[7:9]]
    rows = [["YouGov / The Times Survey Results"],["Sample Size: 2077 adults in GB"],["Fieldwork: 10 - 11 October 2024"],[],
      [None,None,None,"Vote at 2024 GE",None,None,None,None,"EU Ref 2016",None,None,"Gender",None],
      line(None,["Total",*g]),
      line("Weighted Sample",[2077,*w]), line("Unweighted Sample",[2077,*n]), line(None,["%"]*9), [],
      [q], *(line(x,r) for x,r in zip(a,v))]
    f = book(("Times results", rows, ("D5:G5","I5:J5","L5:M5")))
    return Made("YouGov 2024 blank columns", f, cells(q, a, ["Total",*g], v, [2077,*n],[2077,*w]))

def kantar():
    """Kantar: unweighted/effective/weighted base, counts, %, letters, NET, mean, SD, SE."""
    a = ["NET: Approve","  Strongly approve","  Tend to approve","Neither","NET: Disapprove","  Tend to disapprove","  Strongly disapprove","Don't know"]
    s = shares(502, 6, 6)
    v = [[x+y for x,y in zip(s[0],s[1])], s[0], s[1], s[2], [x+y for x,y in zip(s[3],s[4])], s[3], s[4], s[5]]
    eff = [1710, 820, 890, 430, 560, 720]
    cnt = [[round(p*w/100) for p,w in zip(r,WS)] for r in v]
    rows = [["Table 3"],["Q2. Do you approve or disapprove of the new airport?"],["Base: All respondents"],[],
      [None,None,"Gender",None,"Age",None,None],[None,*G6],[None,None,"a","b","c","d","e"],
      ["Unweighted base",*NS],["Effective base",*eff],["Weighted base",*WS]]
    fm = {}
    for x, r, c in zip(a, v, cnt):
        rows.append([x, *c]); rows.append([None, *(p/100 for p in r)]); fm[f"B{len(rows)}:G{len(rows)}"]="0%"
        rows.append([None, None, "b" if x.startswith("NET: A") else None, None, "de", None, None])
    rows += [["Mean",3.21,3.3,3.12,3.0,3.2,3.4],["Standard deviation",1.2,1.21,1.19,1.3,1.2,1.1],["Standard error",.029,.042,.040,.063,.051,.041]]
    rows += [["Columns tested (5% risk level) - a/b - c/d/e"]]
    cs = [Cell(x.strip(), g, p, n, about=(("n_effective",e),("base_weighted",w),("weighted_count",k)))
          for x, r, c in zip(a, v, cnt) for g,p,n,e,w,k in zip(G6,r,NS,eff,WS,c)]
    for lab, r, u in (("Mean",rows[-4][1:],"mean"),("Standard deviation",rows[-3][1:],"std_dev"),("Standard error",rows[-2][1:],"std_error")):
        cs += [Cell(lab,g,p,n,unit=u,about=(("n_effective",e),("std_error",None)),optional=True) for g,p,n,e in zip(G6,r,NS,eff)]
    return Made("Kantar three bases", book(("T3", rows, ("C5:D5","E5:G5"), fm)), cs)

def opinium_q():
    """Q/Displayr export: 'Column %' corner, NET last, 'Column n' and 'Column Population' below."""
    a = ["Conservative","Labour","Liberal Democrats","Reform UK","Some other party"]
    v = shares(503, 5, 6)
    rows = [["Voting intention"],[None,None,"Gender",None,"Age",None,None],["Column %",*G6],
       *([x,*(p/100 for p in r)] for x,r in zip(a,v)), ["NET",*[1.0]*6], ["Column n",*NS], ["Column Population",*WS],[],
       ["Filter: All respondents; Weight: Weight; base n = 2077; Multiple comparison correction: False Discovery Rate (FDR) (p = 0.05)"]]
    f = book(("VI", rows, ("C2:D2","E2:G2"), {"B4:G9":"0%"}))
    return Made("Opinium Column n", f, cells("", a, G6, v, NS, WS))

def opinium_plain():
    """As above without signs or formats: 40 means 40 %, said by 'Column %' alone."""
    a = ["Yes","No","Unsure"]; v = shares(504, 3, 6)
    rows = [["Q4 Do you own a bicycle?"],["Column %",*G6], *([x,*r] for x,r in zip(a,v)), ["NET",*[100]*6], ["Column n",*NS]]
    return Made("Opinium Column % no format", book(("Q4", rows)), cells("", a, G6, v, NS))

def survation_ruled():
    """Survation PDF: ruled, count and percent stacked in rows, Unweighted/Weighted Total."""
    g = ["Total","Male","Female"]; n=[1012,489,523]; w=[1012,495,517]
    a = ["Yes","No","Undecided"]; v = shares(505,3,3)
    rows = [["","Total","Sex",""],["","","Male","Female"],["Unweighted Total",*map(str,n)],["Weighted Total",*map(str,w)]]
    cnt=[]
    for x,r in zip(a,v):
        c=[round(p*t/100) for p,t in zip(r,w)]; cnt.append(c)
        rows += [[x,*map(str,c)],["",*(f"{p}.0%" for p in r)]]
    rows += [["SIGMA",*map(str,w)],["","100.0%","100.0%","100.0%"]]
    f = ruled([[("text","Table 7"),("text","Q7. If a referendum were held tomorrow, how would you vote?"),("text","Base: All Respondents"),("table",rows,[120,70,70,70],{(0,2):2})]],"surv.pdf")
    return Made("Survation ruled PDF", f, cells("", a, g, v, n, w, cnt))

def savanta24():
    """Savanta 2024: two-level banner, letters in a row below percents, starred small bases in header letters."""
    g = G6; a=["Very likely","Quite likely","NET: Likely","Not very likely","Not at all likely","NET: Not likely","Don't know"]
    s=shares(506,5,6); v=[s[0],s[1],[x+y for x,y in zip(s[0],s[1])],s[2],s[3],[x+y for x,y in zip(s[2],s[3])],s[4]]
    rows=[["Return to Index"],["Page 4"],["Table 2"],["Q.2 How likely are you to vote?"],["BASE: All respondents"],
      [None,None,"Gender",None,"Age",None,None],[None,*G6],[None,None,"(a)","(b)","(c)","(d)","(e)"],
      ["Unweighted Base",*NS],["Weighted Base",*WS]]
    fm={}; cnt=[]
    for x,r in zip(a,v):
        c=[round(p*t/100) for p,t in zip(r,WS)]; cnt.append(c)
        rows.append([x,*c]); rows.append([None,*(p/100 for p in r)]); fm[f"B{len(rows)}:G{len(rows)}"]="0%"
        rows.append([None,None,"*b",None,None,"c",None])
    rows.append(["Proportions/Means: Columns Tested (5% risk level) - a/b - c/d/e * small base"])
    return Made("Savanta 2024 letters row", book(("Table 2",rows,("C6:D6","E6:G6"),fm)), cells("",a,G6,v,NS,WS,cnt))

def moreincommon():
    """More in Common: percent-format rows, net approval (difference), N below: Unweighted N, Weighted N."""
    g=["All","Progressive Activists","Civic Pragmatists","Disengaged Battlers","Loyal Nationals"]
    n=[2054,270,260,246,380]; w=[2054,262,270,250,371]
    a=["Approve","Neither approve nor disapprove","Disapprove","Don't know"]; v=shares(507,4,5)
    net=[x-y for x,y in zip(v[0],v[2])]
    rows=[["Do you approve or disapprove of the job the Prime Minister is doing?"],[None,"All","Segment",None,None,None],[None,*g],
      *([x,*(p/100 for p in r)] for x,r in zip(a,v)),["Net approval",*(p/100 for p in net)],["Weighted N",*w],["Unweighted N",*n]]
    cs=cells("",a,g,v,n,w)+[Cell("Net approval",x,p,m,unit="points",optional=True) for x,p,m in zip(g,net,n)]
    f=book(("Q5",rows,("C2:F2",),{"B4:F8":"0%"}))
    m=Made("More in Common net approval", f, cs); return m

def focaldata():
    """Focaldata: stacked tables on a sheet, N/A for nobody, n unweighted/weighted rows at top."""
    g=["Total","2024: Con","2024: Lab","Male","Female"]; n=[1520,340,480,744,776]; w=[1520,355,470,741,779]
    rows=[]; cs=[]; fm={}
    for k,(q,a,seed) in enumerate((("Which party would you vote for?",["Con","Lab","Lib Dem","Other"],508),("How well is the country run?",["Well","Badly","Not sure"],509)),1):
        v=shares(seed,len(a),5)
        rows+=[[f"Q{k}: {q}"],["Base: GB adults"],[None,*g],["Unweighted",*n],["Weighted",*w]]
        first=len(rows)+1
        for x,r in zip(a,v): rows.append([x,*(p/100 for p in r)])
        fm[f"B{first}:F{len(rows)}"]="0.0%"; rows+=[[],[]]
        cs+=cells(q,a,g,v,n,w)
    return Made("Focaldata stacked", book(("Contents",[["Q1","Which party"],["Q2","How well"]]),("Results",rows,(),fm)), cs)

def morning():
    """Morning Consult crosstab: groups in rows; percents then (counts) in own columns, Total N last."""
    a=["Strongly approve","Somewhat approve","Somewhat disapprove","Strongly disapprove","Don't know / No opinion"]
    held=[("Registered Voters",1989),("Gender: Male",935),("Gender: Female",1054),("Age: 18-34",501),("Age: 65+",428),("PID: Dem (no lean)",712)]
    v=list(zip(*shares(510,5,6)))
    rows=[["Table MC1: Do you approve or disapprove of the job Congress is doing?"],["Demographic",*sum(([x,None] for x in a),[]),"Total N"]]
    cs=[]; fm={}
    for (gname,n),r in zip(held,v):
        line=[gname]
        for p in r: line+= [f"{p}%", f"({round(p*n/100)})"]
        rows.append(line+[n])
        cs+=[Cell(x,gname,p) for x,p in zip(a,r)]
    # Total N is weighted in Morning Consult's tables; nothing in the sheet says which
    return Made("Morning Consult rows", book(("MC1",rows,("B2:C2","D2:E2","F2:G2","H2:I2","J2:K2"))), cs)

def redfield():
    """Redfield & Wilton: weighted and unweighted totals first, counts over percents, decimals 0."""
    g=["All","Male","Female","18 to 24","25 to 34"]; n=[1500,721,779,162,240]; w=[1500,735,765,165,255]
    a=["Labour","Conservative","Reform UK","Don't know","Will not vote"]; v=shares(511,5,5)
    rows=[["Redfield & Wilton Strategies"],["If there were to be a general election tomorrow, for which party would you vote?"],[None,None,"Gender",None,"Age",None],[None,*g],["Unweighted",*n],["Weighted",*w]]
    fm={}; cnt=[]
    for x,r in zip(a,v):
        c=[round(p*t/100) for p,t in zip(r,w)]; cnt.append(c)
        rows.append([x,*c]); rows.append([None,*(p/100 for p in r)]); fm[f"B{len(rows)}:F{len(rows)}"]="0%"
    return Made("Redfield and Wilton", book(("Q1",rows,("C3:D3","E3:F3"),fm)), cells("",a,g,v,n,w,cnt))

def yougov_tracker():
    """YouGov tracker: answers in rows, dates in columns, bases below the heading."""
    d=["2024-01-14","2024-02-11","2024-03-10","2024-04-14"]; n=[1712,1690,1733,1702]; w=[1712,1690,1733,1702]
    a=["Right to leave","Wrong to leave","Don't know"]; v=shares(512,3,4)
    import datetime
    rows=[["In hindsight, do you think Britain was right or wrong to vote to leave the EU?"],[None,*(datetime.date.fromisoformat(x) for x in d)],["Unweighted base",*n],["Base",*w],*([x,*(p/100 for p in r)] for x,r in zip(a,v))]
    cs=[Cell(x,"",p,m,date=dd,about=(("base_weighted",ww),)) for x,r in zip(a,v) for p,m,dd,ww in zip(r,n,d,w)]
    return Made("YouGov tracker dates across", book(("All adults",rows,(),{"B5:E7":"0%","B2:E2":"yyyy-mm-dd"})), cs)

def ashcroft():
    """Ashcroft/ICM: percent row ABOVE count row, asterisk below half, merged answer label over two rows."""
    g=["Total","Men","Women"]; n=[8012,3890,4122]; w=[8012,3920,4092]
    a=["Likely","Unlikely","Refused"]; v=[[55,57,53],[45,43,47],[None,None,None]]
    cnt=[[4407,2234,2169],[3596,1683,1919],[9,3,4]]
    rows=[["Q.1 How likely are you to switch?"],[None,*g],["Unweighted base",*n],["Weighted base",*w]]
    fm={}; mg=[]
    for x,r,c in zip(a,v,cnt):
        rows.append([x,*("*" if p is None else p/100 for p in r)]); fm[f"B{len(rows)}:D{len(rows)}"]="0%"
        rows.append([None,*c]); mg.append(f"A{len(rows)-1}:A{len(rows)}")
    return Made("percent above count", book(("T1",rows,mg,fm)), cells("",a,g,v,n,w,cnt))

def emerson_sub():
    """Emerson crosstab: count and Column N % under each group, subscript letters glued to counts."""
    g=["Male","Female"]; a=["Trump","Harris","Undecided"]
    v=[[52.1,44.8],[44.6,51.9],[3.3,3.3]]; c=[[253,230],[217,266],[16,17]]
    rows=[["What is your gender?"],[None,None,"Male",None,"Female",None],[None,None,"Count","Column N %","Count","Column N %"]]
    for i,x in enumerate(a):
        rows.append(["Who would you vote for?" if i==0 else None, x, f"{c[i][0]}a", f"{v[i][0]}%", f"{c[i][1]}b" if i<2 else f"{c[i][1]}a", f"{v[i][1]}%"])
    rows.append([None,"Total","486","100.0%","513","100.0%"])
    rows.append(["Note: Values in the same row and subtable not sharing the same subscript are significantly different at p< .05"])
    cs=cells("",a,g,v)+cells("",a,g,c,unit="count")
    for k in range(len(cs)):
        if cs[k].unit=="count": cs[k]=Cell(**{**cs[k].__dict__,"optional":True})
    return Made("Emerson subscripts", book(("crosstabs",rows,("C2:D2","E2:F2","A4:A6"))), cs)

def elabe():
    """Elabe: sous-total rows, base brute/redressée, évolution columns."""
    g=["Ensemble","Homme","Femme","18-24 ans","65 ans et plus"]; n=[1003,478,525,98,251]; w=[1003,480,523,104,249]
    a=["Sous total Confiance","Tout à fait confiance","Plutôt confiance","Sous total Pas confiance","Plutôt pas confiance","Pas du tout confiance","Sans opinion"]
    s=shares(513,5,5); v=[[x+y for x,y in zip(s[0],s[1])],s[0],s[1],[x+y for x,y in zip(s[2],s[3])],s[2],s[3],s[4]]
    rows=[["Q1. Faites-vous confiance au Président de la République ?"],["Base : à tous"],[None,None,"Sexe",None,"Age",None],[None,*g],["Base brute",*n],["Base redressée",*w],*([x,*(f"{p}%" for p in r)] for x,r in zip(a,v)),["Total",*["100%"]*5]]
    return Made("Elabe sous total", book(("Q1",rows,("C3:D3","E3:F3"))), cells("",a,g,v,n,w))

MAKERS=[yougov24,kantar,opinium_q,opinium_plain,survation_ruled,savanta24,moreincommon,focaldata,morning,redfield,yougov_tracker,ashcroft,emerson_sub,elabe]
