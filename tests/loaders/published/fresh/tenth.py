"""Toplines, trends and lists of pollsters in America and Europe."""
# ruff: noqa
# fmt: off

from ..files import text as opened
from .making import book, cells, ht, page, ruled
from .truth import Cell, Made, page_of_lines


def pew_waves():
    """Pew topline: two waves right of answers? Pew puts numbers LEFT; trend columns side by side."""
    L=["2024 PEW RESEARCH CENTER'S AMERICAN TRENDS PANEL","WAVE 145 JULY 2024","FINAL TOPLINE","JULY 1-7, 2024","N=9,424","",
       "ASK ALL:","ECON1  Thinking about the nation's economy, how would you rate economic conditions today?","",
       "        Jul 1-7    May 13-19    Jan 16-21",
       "           2024         2024         2024",
       "              4            3            4     Excellent",
       "             21           20           24     Good",
       "             40           40           41     Only fair",
       "             34           36           31     Poor",
       "              1           <1            *     No answer"]
    held=[("Excellent",(4,3,4)),("Good",(21,20,24)),("Only fair",(40,40,41)),("Poor",(34,36,31)),("No answer",(1,None,None))]
    waves=("Jul 1-7","May 13-19","Jan 16-21")
    cs=[Cell(a,w,p,9424 if i==0 else None) for a,v in held for i,(w,p) in enumerate(zip(waves,v))]
    cs=[Cell(a,"",p,None,date=w) for a,v in held for i,(w,p) in enumerate(zip(("2024-07","2024-05","2024-01"),v))]
    return Made("Pew topline three waves", page_of_lines([L],"pew.pdf"), cs)

def gallup_groups():
    """Gallup: rows of dates under a row that names the year, % row below headings."""
    a=["Approve","Disapprove","No opinion"]
    held=[("2024",None),("2024 Dec 2-18",(39,56,5)),("2024 Nov 6-20",(37,58,5)),("2023",None),("2023 Dec 1-20",(39,59,2))]
    rows=[[d,"","",""] if v is None else [d,*v] for d,v in held]
    t=ht([["",*a]],[["","%","%","%"],*rows])
    cs=[Cell(x,"",p,date=d) for d,v in held if v for x,p in zip(a,v)]
    return Made("Gallup years as groups", opened(page(t,"<h2>Presidential job approval</h2><p>Do you approve or disapprove of the way Joe Biden is handling his job as president?</p>"),"gallup.html"), cs)

def gallup_waves_of_groups():
    """Gallup: months across, groups in rows under heading rows ('Party ID'), one answer: '% Satisfied'."""
    rows=[["U.S. adults","22","21","18"],["Party ID","","",""],["Republican","8","7","6"],["Independent","20","19","17"],["Democrat","38","36","33"],["Age","","",""],["18 to 34","24","25","20"],["35 to 54","21","20","17"],["55+","20","19","18"]]
    t=ht([["","Oct 2024","Sep 2024","Aug 2024"]],[["","%","%","%"],*rows])
    cs=[];dim=""
    for r in rows:
        if r[1]=="": dim=r[0]; continue
        for d,p in zip(("Oct 2024","Sep 2024","Aug 2024"),r[1:]):
            cs.append(Cell("% Satisfied",r[0] if r[0]!="U.S. adults" else "U.S. adults",int(p),date=d))
    return Made("Gallup groups by month", opened(page(t,"<p>Satisfaction With the Way Things Are Going in the U.S., by Subgroup</p><p>% Satisfied</p>"),"gallup2.html"), cs)

def apnorc_waves():
    L=["AP-NORC Center for Public Affairs Research","AP-NORC Poll March 21-25, 2024","Conducted using AmeriSpeak, interviews: 1,282 adults; margin of error: +/- 3.8 percentage points","",
       "CUR1. Generally speaking, would you say things in this country are heading in the…","",
       "                                 AP-NORC        AP-NORC        AP-NORC",
       "                                 3/21-25/2024   2/22-26/2024   1/25-29/2024",
       "Right direction NET              28             27             30",
       "  Strongly right                 5              4              6",
       "  Somewhat right                 23             23             24",
       "Wrong direction NET              70             72             69",
       "  Somewhat wrong                 32             30             31",
       "  Strongly wrong                 38             42             38",
       "DON'T KNOW                       *              *              *",
       "SKIPPED ON WEB/REFUSED           1              1              1",
       "N=                               1,282          1,102          1,152"]
    held=[("Right direction NET",(28,27,30)),("Strongly right",(5,4,6)),("Somewhat right",(23,23,24)),("Wrong direction NET",(70,72,69)),("Somewhat wrong",(32,30,31)),("Strongly wrong",(38,42,38)),("DON'T KNOW",(None,)*3),("SKIPPED ON WEB/REFUSED",(1,1,1))]
    cs=[Cell(a,w,p,n) for a,v in held for w,p,n in zip(("AP-NORC 3/21-25/2024","AP-NORC 2/22-26/2024","AP-NORC 1/25-29/2024"),v,(1282,1102,1152))]
    return Made("AP-NORC three waves NET", page_of_lines([L],"apnorc.pdf"), cs)

def marist_groups():
    """Marist: PDF; left column of dimensions, second of groups; Row %; headed National Adults."""
    a=["Approve","Disapprove","Unsure"]
    held=[("","National Adults",(43,51,6)),("","National Registered Voters",(44,52,4)),("Party Identification","Democrat",(83,12,5)),("","Republican",(6,93,1)),("","Independent",(36,57,7)),("Gender","Men",(39,57,4)),("","Women",(47,46,7))]
    L=["Marist Poll National Adults. Interviews conducted March 25th through March 28th, 2024, n=1305 MOE +/- 3.6 percentage points.",
       "Totals may not add to 100% due to rounding.","","JB1. Do you approve or disapprove of the job Joe Biden is doing as president?","",
       f"{'':48}"+"".join(f"{x:>12}" for x in a), f"{'':48}"+"".join(f"{'Row %':>12}" for x in a)]
    L+=[f"{d:22}{g:26}"+"".join(f"{str(p)+'%':>12}" for p in v) for d,g,v in held]
    cs=[Cell(x,g,p) for d,g,v in held for x,p in zip(a,v)]
    return Made("Marist two label columns", page_of_lines([L],"marist.pdf",8), cs)

def marist_ruled():
    a=["Approve","Disapprove","Unsure"]
    held=[("National Adults","",(43,51,6)),("Party Identification","Democrat",(83,12,5)),("","Republican",(6,93,1)),("Gender","Men",(39,57,4)),("","Women",(47,46,7))]
    rows=[["","",*a],["","","Row %","Row %","Row %"],*([d,g,*(f"{p}%" for p in v)] for d,g,v in held)]
    f=ruled([[("text","Marist Poll National Adults March 2024"),("text","Do you approve or disapprove of the job Joe Biden is doing as president?"),("table",rows,[120,100,70,70,70])]],"marist2.pdf")
    return Made("Marist ruled", f, [Cell(x,g or d,p) for d,g,v in held for x,p in zip(a,v)])

def quinnipiac_trend():
    html="""<html><body><p>1. Do you approve or disapprove of the way Joe Biden is handling his job as president?</p>
<pre>
                     Tot    Rep    Dem    Ind    Men    Wom

Approve              38%     4%    82%    31%    35%    41%
Disapprove           57     95     13     61     61     54
DK/NA                 5      1      5      8      4      5
</pre>
<pre>
     TREND: Do you approve or disapprove of the way Joe Biden is handling his job as president?

                     App    Dis    DK/NA

Jun 26, 2024         38     57      5
May 22, 2024         35     61      4
</pre></body></html>"""
    g=["Tot","Rep","Dem","Ind","Men","Wom"]
    v=[[38,4,82,31,35,41],[57,95,13,61,61,54],[5,1,5,8,4,5]]
    cs=cells("",["Approve","Disapprove","DK/NA"],g,v)
    tr=[Cell(x,"",p,date=d) for d,r in (("Jun 26, 2024",(38,57,5)),("May 22, 2024",(35,61,4))) for x,p in zip(("App","Dis","DK/NA"),r)]
    return Made("Quinnipiac crosstab and trend", opened(html,"q.html"), cs+tr)

def monmouth():
    """Monmouth: waves across, (N) or (n) row in brackets, registered voters below heading."""
    t=ht([["TREND:","Oct.<br>2024","Sept.<br>2024","June<br>2024"]],[["Approve","41%","40%","38%"],["Disapprove","53%","55%","57%"],["(VOL) No opinion","6%","5%","5%"],["Unwtd N","(1,012)","(803)","(1,106)"]])
    v=[(41,40,38),(53,55,57),(6,5,5)]
    cs=[Cell(a,"",p,n,date=d) for a,r in zip(("Approve","Disapprove","(VOL) No opinion"),v) for p,n,d in zip(r,(1012,803,1106),("Oct. 2024","Sept. 2024","June 2024"))]
    return Made("Monmouth trend", opened(page(t,"<p>1. Do you approve or disapprove of the job Joe Biden is doing as president?</p>"),"mon.html"), cs)

def deutschlandtrend():
    """ARD: Veränderung in Prozentpunkten beside the percents, a row each answer; no bases."""
    rows=[["ARD-DeutschlandTrend Oktober 2024"],["Zufriedenheit mit der Bundesregierung"],[None,"Okt 24","Veränderung zu Sep 24 (in Prozentpunkten)"],["Sehr zufrieden / zufrieden",19,3],["Weniger / gar nicht zufrieden",79,-5],["Weiß nicht / keine Angabe",2,2],["Angaben in Prozent"]]
    cs=[Cell("Sehr zufrieden / zufrieden","",19,date="Okt 24"),Cell("Weniger / gar nicht zufrieden","",79,date="Okt 24"),Cell("Weiß nicht / keine Angabe","",2,date="Okt 24")]
    cs+=[Cell(a,"Veränderung zu Sep 24 (in Prozentpunkten)",v,unit="points",optional=True) for a,v in (("Sehr zufrieden / zufrieden",3),("Weniger / gar nicht zufrieden",-5),("Weiß nicht / keine Angabe",2))]
    return Made("DeutschlandTrend change", book(("Regierung",rows)), cs)

def forsa_ruled():
    """Forsa: 'insgesamt *)' with footnote, Ost/West, age; PDF ruled, no signs, % row."""
    g=["insgesamt *)","Ost","West","18- bis 29-Jährige","60 Jahre und älter"]
    a=["eher Sorge","eher Zuversicht"]; v=[[62,70,60,55,66],[34,26,36,42,30]]
    rows=[["",*g],["","%","%","%","%","%"],*([x,*map(str,r)] for x,r in zip(a,v))]
    f=ruled([[("text","Blick in die Zukunft"),("text","In die Zukunft blicken mit"),("table",rows,[120,80,80,80,110,110]),("text","*) an 100 Prozent fehlende Angaben = weiß nicht / keine Angabe")]],"forsa.pdf")
    cs=[Cell(x,gg.replace(" *)",""),p) for x,r in zip(a,v) for gg,p in zip(g,r)]
    return Made("Forsa ruled insgesamt *)", f, cs)

def ifop_groups():
    """Ifop: groups in rows, group labels that hold percents of the sample, answers across."""
    a=["TOTAL Favorable","Très favorable","Plutôt favorable","TOTAL Opposé","Plutôt opposé","Très opposé"]
    held=[("ENSEMBLE",(62,20,42,38,23,15)),("SEXE DE L'INTERVIEWE(E)",None),("- Homme (48%)",(58,18,40,42,25,17)),("- Femme (52%)",(66,22,44,34,21,13)),("AGE DE L'INTERVIEWE(E)",None),("- 18-24 ans (11%)",(70,30,40,30,20,10)),("- 65 ans et plus (25%)",(55,15,40,45,25,20))]
    rows=[["Question : Etes-vous favorable ou opposé à l'interdiction ?"],[None,*a],[None,*["(%)"]*6],*([l,*(v or [None]*6)] for l,v in held)]
    cs=[Cell(x,l,p) for l,v in held if v for x,p in zip(a,v)]
    return Made("Ifop groups in rows", book(("Q1",rows)), cs)

def swg():
    """SWG: waves across 'oggi' and 'variazione', Valori %."""
    rows=[["Intenzioni di voto","",""],["","18/10/2024","11/10/2024","Diff."],["Fratelli d'Italia","29,6","29,9","-0,3"],["Partito Democratico","22,4","22,1","+0,3"],["Movimento 5 Stelle","11,6","11,5","+0,1"],["Altre liste","36,4","36,5","-0,1"],["Non si esprime","33","35","-2"],["Valori espressi in %"]]
    a=[r[0] for r in rows[2:7]]
    cs=[]
    for r in rows[2:7]:
        for d,x in zip(("18/10/2024","11/10/2024"),r[1:3]): cs.append(Cell(r[0],"",float(x.replace(",",".")),date={"18/10/2024":"2024-10-18","11/10/2024":"2024-10-11"}[d]))
        cs.append(Cell(r[0],"Diff.",float(r[3].replace(",",".")),unit="points",optional=True))
    return Made("SWG diff column", book(("SWG",rows)), cs)

def eurobarometer_diff():
    """Eurobarometer annex: under each answer the wave and 'Diff.' to the last, countries in rows; % in title."""
    a=["Tend to trust","Tend not to trust","Don't know"]
    held=[("EU27",(49,2,46,-1,5,-1)),("BE",(51,4,47,-3,2,-1)),("BG",(45,-1,41,2,14,-1)),("CZ",(50,0,46,1,4,-1)),("DE",(52,5,42,-4,6,-1))]
    rows=[["QA6.10 How much trust do you have in certain institutions? The European Union (%)"],
      [None,*sum(([x,None] for x in a),[])],[None,*["EB101 Sp. 2024","Diff. Sp.2024 - Au.2023"]*3],*([c,*v] for c,v in held)]
    cs=[]
    for c,v in held:
        for i,x in enumerate(a):
            cs.append(Cell(x,c,v[2*i])); cs.append(Cell(x,c+" > Diff. Sp.2024 - Au.2023",v[2*i+1],unit="points",optional=True))
    return Made("Eurobarometer Diff. columns", book(("QA6.10",rows,("B2:C2","D2:E2","F2:G2"))), cs)

def eurobarometer_diff_bare():
    """The same in a page, with Diff. whose numbers are positive alone and no sign."""
    a=["Positive","Neutral","Negative"]
    held=[("EU27",44,3,38,2,18,1),("IE",60,5,30,4,10,1),("EL",30,2,39,1,31,3)]
    t=ht([["<th rowspan='2'></th>",*(f"<th colspan='2'>{x}</th>" for x in a)],["2024","Diff."]*3],[list(r) for r in held],"QA5 In general, does the EU conjure up a positive, neutral or negative image? (%)")
    cs=[]
    for r in held:
        for i,x in enumerate(a): cs+= [Cell(x,r[0]+" > 2024",r[1+2*i]), Cell(x,r[0]+" > Diff.",r[2+2*i],unit="points",optional=True)]
    return Made("Eurobarometer Diff. positive", opened(page(t),"eb.html"), cs)
MAKERS=[pew_waves,gallup_groups,gallup_waves_of_groups,apnorc_waves,marist_groups,marist_ruled,quinnipiac_trend,monmouth,deutschlandtrend,forsa_ruled,ifop_groups,swg,eurobarometer_diff,eurobarometer_diff_bare]
