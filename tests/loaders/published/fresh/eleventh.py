"""Statistics offices: errors in brackets, letters of quality, units in words."""
# ruff: noqa
# fmt: off

from ..files import text as opened
from .making import book, cells, ht, page
from .truth import Cell, Made


def statcan_cols():
    """StatCan: percent and its quality letter in its own column under each year; legend below."""
    rows=[["Table 1"],["Percentage of people who report excellent or very good health, by province"],
      [None,"2022",None,"2023",None],["Geography","Percent","Quality indicator","Percent","Quality indicator"],
      ["Canada",58.4,"A",57.1,"A"],["Yukon",55.0,"C",51.2,"D"],["Nunavut",43.2,"E",None,"F"],
      ["A: excellent; B: very good; C: good; D: acceptable; E: use with caution; F: too unreliable to be published"]]
    cs=[]
    for r in rows[4:7]:
        for i,y in ((1,"2022"),(3,"2023")): cs.append(Cell(r[0],y,r[i],optional=r[i] is None,date=y,about=(("flag_printed",r[i+1]),),question="excellent or very good health",alt=(("by province",r[0]+" > "+y),)))
    return Made("StatCan quality columns", book(("T1",rows,("B3:C3","D3:E3"))), cs)

def statcan_bare():
    """StatCan html: percent followed by an unnamed cell with the letter."""
    t=ht([["Province","<th colspan='2'>Men</th>","<th colspan='2'>Women</th>"],["","<th colspan='4'>percent</th>"]],
      [["Newfoundland and Labrador","18.2","","15.1",""],["Prince Edward Island","15.0","E","11.8","E"],["Nova Scotia","17.7","","","F"]],"Table 2 Current smokers, by sex and province, 2021")
    after="<p>E use with caution</p><p>F too unreliable to be published</p>"
    held=(("Newfoundland and Labrador",(18.2,15.1),(None,None)),("Prince Edward Island",(15.0,11.8),("E","E")),("Nova Scotia",(17.7,None),(None,"F")))
    cs=[Cell(g,s,p,optional=p is None,question="Current smokers, by sex and province",about=((("flag_printed",f),) if f else ())) for g,v,fs in held for s,p,f in zip(("Men","Women"),v,fs)]
    return Made("StatCan letter cells", opened(page(t,"",after),"sc.html"), cs)

def destatis_units():
    """Destatis: unit row '1 000' and 'in %' below the groups."""
    rows=[["Erwerbstätige nach Geschlecht und Arbeitszeit 2023"],[None,"Männer",None,"Frauen",None],["Arbeitszeit","1 000","in %","1 000","in %"],
      ["Vollzeit",20110,87.5,9870,50.4],["Teilzeit",2873,12.5,9713,49.6],["Insgesamt",22983,100,19583,100]]
    cs=[]
    for r in rows[3:5]:
        cs+=[Cell(r[0],"Männer",r[2]),Cell(r[0],"Frauen",r[4]),Cell(r[0],"Männer",r[1],unit="count",optional=True),Cell(r[0],"Frauen",r[3],unit="count",optional=True)]
    return Made("Destatis 1 000 and in %", book(("T",rows,("B2:C2","D2:E2"))), cs)

def destatis_html():
    t=ht([["<th rowspan='2'>Nutzung sozialer Medien</th>","Männer","Frauen","Insgesamt"],["<th colspan='3'>in %</th>"]],
      [["Täglich","46","51","48"],["Mindestens einmal pro Woche","18","17","18"],["Seltener","9","8","9"],["Nie","27","24","25"]],"Personen ab 16 Jahren 2023")
    v=[[46,51,48],[18,17,18],[9,8,9],[27,24,25]]
    return Made("Destatis page in %", opened(page(t),"d.html"), cells("",["Täglich","Mindestens einmal pro Woche","Seltener","Nie"],["Männer","Frauen","Insgesamt"],v))

def insee():
    """INSEE: title, 'en %' right below, table, Lecture, Champ, Source."""
    rows=[["Figure 1 – Part des personnes ayant subi des discriminations selon le sexe"],["en %"],[None,"Femmes","Hommes","Ensemble"],["18-29 ans","24,1","18,3","21,2"],["30-44 ans","21,0","17,2","19,1"],["45-59 ans","15,8","13,0","14,4"],
      ["Lecture : en 2022, 24,1 % des femmes de 18 à 29 ans déclarent avoir subi des discriminations."],["Champ : France, personnes de 18 à 59 ans."],["Source : Insee, enquête TeO2."]]
    cs=[]
    for r in rows[3:6]:
        for g,x in zip(rows[2][1:],r[1:]): cs.append(Cell(r[0],g,float(x.replace(",",".")),question="Part des personnes ayant subi des discriminations"))
    return Made("INSEE en %", book(("Figure 1",rows)), cs)

def ons_full():
    """ONS: Percentage, SE, lower, upper, CV, sample size, weighted count under one heading row."""
    head=["Characteristic","Weighted count","Percentage","Standard error","Lower 95% CI","Upper 95% CI","Coefficient of variation","Unweighted sample size"]
    held=[("All adults",48210000,24.1,0.6,22.9,25.3,2.5,8021),("Men",23500000,22.0,0.8,20.4,23.6,3.6,3760),("Women",24710000,26.1,0.9,24.4,27.8,3.4,4261)]
    rows=[["Table 3: Adults feeling lonely often or always, Great Britain"],["This worksheet contains one table."],head,*held]
    cs=[Cell("feeling lonely often or always, Great Britain",g,p,n,about=(("std_error",se),("ci_low",lo),("ci_high",hi))) for g,w,p,se,lo,hi,cv,n in held]
    cs+=[Cell("",h[0],h[1],h[7],unit="count",optional=True) for h in held]
    return Made("ONS SE and CI columns", book(("Cover_sheet",[["Loneliness"],["Contents"]]),("Table_3",rows)), cs)

def ons_long_cv():
    """ONS adhoc with asterisk bands: '*' '**' columns for reliability."""
    rows=[["Percentage of households, by tenure"],["Tenure","Per cent","Reliability","Lower CI","Upper CI","Sample size"],["Own outright",36.1,None,34.8,37.4,4120],["Private rent",18.9,None,17.6,20.2,1602],["Shared",1.1,"*",0.7,1.5,88]]
    cs=[Cell(r[0],"",r[1],about=(("ci_low",r[3]),("ci_high",r[4]))) for r in rows[2:]]
    return Made("ONS reliability column", book(("T",rows)), cs)

def acs_xlsx():
    """data.census.gov xlsx: three heading rows merged: place > Total|Percent > Estimate|Margin of Error."""
    rows=[["Table: ACSST1Y2022.S0101"],[None,"Alabama",None,None,None],[None,"Total",None,"Percent",None],["Label","Estimate","Margin of Error","Estimate","Margin of Error"],
      ["Total population","5,074,296","*****","(X)","(X)"],["    Under 5 years","288,611","±2,046","5.7%","±0.1"],["    5 to 9 years","303,862","±6,710","6.0%","±0.1"],["    85 years and over","91,002","±4,105","1.8%","±0.1"]]
    cs=[]
    for l,e,m,p,pm in rows[4:]:
        cs.append(Cell(l.strip(),"",float(e.replace(",","")),unit="count",optional=True,about=(("moe",float(m[1:].replace(",","")) if m[0]=="±" else None),) if m[0]=="±" else (("moe_any",1),)))
        cs.append(Cell("Alabama",l.strip(),None,optional=True))
        if p!="(X)": cs.append(Cell(l.strip(),"",float(p[:-1]),alt=(("Alabama",l.strip()),),about=(("moe",float(pm[1:])),)))
    return Made("ACS subject xlsx", book(("Data",rows,("B2:E2","B3:C3","D3:E3"))), cs)

def nces_cells():
    """NCES digest: estimate, SE in brackets in the same cell; marks † ‡ ! #."""
    t=ht([["Year","Total","Male","Female"]],[["2019","93.2 (0.31)","92.5 (0.42)","93.9 (0.40)"],["2021","# (†)","0.8! (0.35)","‡ (†)"]],"Table 219.70. Percentage of high school dropouts (status dropout rate), by sex. Standard errors appear in parentheses")
    after="<p>† Not applicable.</p><p># Rounds to zero.</p><p>! Interpret data with caution.</p><p>‡ Reporting standards not met.</p>"
    cs=[Cell("2019","Total",93.2,about=(("std_error",.31),)),Cell("2019","Male",92.5,about=(("std_error",.42),)),Cell("2019","Female",93.9,about=(("std_error",.40),)),
        Cell("2021","Total",None),Cell("2021","Male",0.8,about=(("std_error",.35),)),Cell("2021","Female",None)]
    return Made("NCES SE in cell brackets", opened(page(t,"",after),"nces.html"), cs)

def nces_cols():
    """NCES digest workbook: SE in own column as '(0.31)' beside each estimate, unnamed, under merged headings."""
    rows=[["Table 503.40. Percentage of 16- to 64-year-old undergraduate students who were employed, by attendance status: 2015 and 2020"],["[Standard errors appear in parentheses]"],
      ["Characteristic","2015",None,"2020",None],["Total","41.9","(1.03)","39.6","(1.28)"],["Male","40.3","(1.44)","38.0","(1.75)"],["Female","43.2","(1.36)","41.0","(1.68)"],["Two-year","‡","(†)","2.1!","(0.71)"]]
    cs=[]
    for r in rows[3:]:
        for i,y in ((1,"2015"),(3,"2020")):
            x=r[i].rstrip("!"); cs.append(Cell("2020",r[0]+" > "+y,None if x=="‡" else float(x),date=y,question="who were employed",about=() if x=="‡" else (("std_error",float(r[i+1].strip("()"))),)))
    return Made("NCES SE in bracket columns", book(("Digest",rows,("B3:C3","D3:E3"))), cs)

def nces_neg():
    """The same, but Excel holds the errors as numbers in format '(0.00)'."""
    rows=[["Table 1. Percentage of students who reported being bullied: 2019 (standard errors in parentheses)"],["Characteristic","Bullied",None,"Not bullied",None],["Male",19.1,.75,80.9,.75],["Female",24.6,.83,75.4,.83]]
    cs=[]
    for r in rows[2:]:
        for a,i in (("Bullied",1),("Not bullied",3)): cs.append(Cell(a,r[0],r[i],about=(("std_error",r[i+1]),),alt=((r[0],a),)))
    return Made("NCES SE by number format", book(("T1",rows,("B2:C2","D2:E2"),{"C3:C4":"\\(0.00\\)","E3:E4":"\\(0.00\\)","B3:B4":"0.0","D3:D4":"0.0"})), cs)

def pisa():
    """OECD PISA: % and S.E. under each heading, m missing, c too few."""
    rows=[["Table I.B1.5.1 Percentage of students at each proficiency level in reading"],[None,"Below Level 1c",None,"Level 2",None,"Level 5",None],[None,"%","S.E.","%","S.E.","%","S.E."],["Australia",0.2,"(0.1)",21.1,"(0.4)",9.9,"(0.4)"],["Austria",0.1,"(0.1)",23.4,"(0.7)",6.7,"(0.5)"],["Iceland","c","c",24.3,"(0.9)","m","m"]]
    cs=[]
    for r in rows[3:]:
        for a,i in (("Below Level 1c",1),("Level 2",3),("Level 5",5)):
            v=r[i]; cs.append(Cell(a,r[0],None if isinstance(v,str) else v,alt=((r[0],a),),about=() if isinstance(v,str) else (("std_error",float(r[i+1].strip("()"))),)))
    return Made("PISA % and S.E.", book(("I.B1.5.1",rows,("B2:C2","D2:E2","F2:G2"))), cs)

def datawrapper_bare():
    """Datawrapper CSV: label, value, no sign; sums to about 100 in one column -> answers."""
    csv="Partei,Umfrage\nCDU/CSU,31\nAfD,19\nSPD,16\nGrüne,13\nBSW,8\nFDP,3\nSonstige,10\n"
    return Made("Datawrapper bare", opened(csv,"data-AbC12.csv"), [Cell(a,"",int(p)) for a,p in (x.split(",") for x in csv.split()[1:])])

def datawrapper_groups():
    csv="Group,Support,Oppose,Don't know\nAll adults,45,38,17\nMen,48,40,12\nWomen,42,36,22\n18-29,55,25,20\n65+,33,52,15\n"
    cs=[]
    for l in csv.strip().split("\n")[1:]:
        g,*v=l.split(","); cs+=[Cell(a,g,int(p)) for a,p in zip(("Support","Oppose","Don't know"),v)]
    return Made("Datawrapper groups in rows", opened(csv,"data-xYz.csv"), cs)

def one_house():
    """A list of one house's polls: dates in rows, parties across; no house column."""
    t=ht([["Datum","CDU/CSU","SPD","GRÜNE","FDP","Sonstige","Befragte"]],[["15.10.2024","31 %","16 %","11 %","5 %","37 %","2.502"],["08.10.2024","30 %","17 %","11 %","4 %","38 %","2.501"],["01.10.2024","32 %","16 %","10 %","4 %","38 %","2.503"]],"Forsa: Wenn am nächsten Sonntag Bundestagswahl wäre")
    cs=[]
    for d,v,n in (("2024-10-15",(31,16,11,5,37),2502),("2024-10-08",(30,17,11,4,38),2501),("2024-10-01",(32,16,10,4,38),2503)):
        cs+=[Cell(a,"",p,n,date=d) for a,p in zip(("CDU/CSU","SPD","GRÜNE","FDP","Sonstige"),v)]
    return Made("One house's list", opened(page(t),"forsa.html"), cs)

def one_house_xlsx():
    import datetime as D
    rows=[["Forsa"],["Datum","CDU/CSU","SPD","Grüne","Sonstige","Befragte"],[D.date(2024,10,15),.31,.16,.11,.42,2502],[D.date(2024,10,8),.30,.17,.11,.42,2501],[D.date(2024,10,1),.32,.16,.10,.42,2503]]
    cs=[Cell(a,"",round(100*p),r[5],date=str(r[0])) for r in rows[2:] for a,p in zip(rows[1][1:5],r[1:5])]
    return Made("One house's workbook", book(("Forsa",rows,(),{"B3:E5":"0%","A3:A5":"dd.mm.yyyy"})), cs)

def all_brackets():
    """A table whose every number stands in brackets, which a note explains as less certain."""
    rows=[["Anteil der Befragten mit Hund, in %"],[None,"Männer","Frauen"],["Bremen","(12,4)","(14,1)"],["Saarland","(15,0)","(11,9)"],["Zahlen in Klammern: Aussagewert eingeschränkt, da der Zahlenwert statistisch relativ unsicher ist"]]
    cs=[Cell(r[0],g,float(x.strip("()").replace(",","."))) for r in rows[2:4] for g,x in zip(rows[1][1:],r[1:])]
    return Made("all numbers in brackets, a note", book(("T",rows)), cs)

def all_brackets_no_note():
    rows=[["Q1. Change since last wave, by region (percentage points)"],[None,"Men","Women"],["North","(3)","(2)"],["South","(1)","(4)"]]
    return Made("all numbers in brackets, no note", book(("T",rows)), [])

def pulse():
    """Household Pulse: counts with 'Did not report', '-' for none, total column, three header rows."""
    rows=[["Health Table 2a. Symptoms of Anxiety, by Select Characteristics: United States"],["Source: U.S. Census Bureau Household Pulse Survey, Week 50"],["Note: A '-' represents or rounds to zero."],
      ["Select characteristics","Total","Frequency of feeling nervous",None,None,None],[None,None,"Not at all","Several days","Nearly every day","Did not report"],
      ["Total",250265449,80192110,70121330,30121000,69831009],["Sex at birth",None,None,None,None,None],["  Male",121200000,45192110,31121330,11121000,33765560],["  Female",129065449,35000000,39000000,19000000,36065449],["  Other","-","-","-","-","-"]]
    cs=[]
    for r in rows[5:]:
        if r[1] is None: continue
        for a,x in zip(("Total","Not at all","Several days","Nearly every day","Did not report"),r[1:]): cs.append(Cell(a,r[0].strip(),None if x=="-" else x,unit="count"))
    for k in range(len(cs)):
        if cs[k].value is None or cs[k].answer=="Total": cs[k]=Cell(**{**cs[k].__dict__,"optional":True})
    return Made("Household Pulse counts", book(("US",rows,("A4:A5","B4:B5","C4:F4"))), cs)

def ipsos_html():
    """Ipsos topline page: waves with n in heading, * below half, tracking."""
    t=ht([["","Total<br>(N=1,022)","Republican<br>(N=337)","Democrat<br>(N=352)","Independent<br>(N=240)"]],[["Right direction","24%","7%","45%","20%"],["Wrong track","63%","89%","37%","66%"],["Don't know","13%","4%","18%","14%"],["Skipped","*","-","*","*"]])
    g=["Total","Republican","Democrat","Independent"]; n=[1022,337,352,240]
    v=[[24,7,45,20],[63,89,37,66],[13,4,18,14],[None]*4]
    return Made("Ipsos page N in heading", opened(page(t,"<p>Q1. Generally speaking, would you say things in this country are heading in the right direction?</p>"),"ipsos.html"), [Cell(a,gg,p,k) for a,r in zip(("Right direction","Wrong track","Don't know","Skipped"),v) for gg,p,k in zip(g,r,n)])

def rowspan_html():
    """A page: question in a rowspan at the left, answers second, groups across, base last column rows."""
    t=ht([["<th rowspan='2'>Question</th>","<th rowspan='2'>Answer</th>","<th rowspan='2'>All</th>","<th colspan='2'>Sex</th>"],["Men","Women"]],
      [["<td rowspan='3'>Do you trust the police?</td>","Yes","70%","68%","72%"],["No","25%","28%","22%"],["Don't know","5%","4%","6%"],["<td rowspan='2'>Do you trust the courts?</td>","Yes","61%","60%","62%"],["No","39%","40%","38%"]])
    cs=cells("police",["Yes","No","Don't know"],["All","Men","Women"],[[70,68,72],[25,28,22],[5,4,6]])+cells("courts",["Yes","No"],["All","Men","Women"],[[61,60,62],[39,40,38]])
    return Made("rowspan questions", opened(page(t),"r.html"), cs)
MAKERS=[statcan_cols,statcan_bare,destatis_units,destatis_html,insee,ons_full,ons_long_cv,acs_xlsx,nces_cells,nces_cols,nces_neg,pisa,datawrapper_bare,datawrapper_groups,one_house,one_house_xlsx,all_brackets,all_brackets_no_note,pulse,ipsos_html,rowspan_html]
