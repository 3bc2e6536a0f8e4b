"""Workbooks as pollsters hand them out, with what lies between and beside the percents."""
# ruff: noqa
# fmt: off

from .making import book, cells
from .truth import Cell, Made

P = lambda v: [x if x is None or isinstance(x, str) else x / 100 for x in v]


def ipsos_letters():
    """Unweighted and weighted bases, letters of tests inside the cells, '*' and '-', no percent signs."""
    g=["Total","Gender > Male","Gender > Female","Age > 18-34","Age > 35-54","Age > 55+"]
    rows=[["Q4. How concerned are you about inflation?"],["Base: All respondents"],
      [None,"Total","Gender",None,"Age",None,None],[None,None,"Male","Female","18-34","35-54","55+"],[None,None,"A","B","C","D","E"],
      ["Unweighted Base",1005,490,515,301,350,354],["Weighted Base",1005,487,518,310,345,350],
      ["Very concerned","45%","41%","49%A","38%","46%C","51%CD"],["Somewhat concerned","38%","40%B","36%","41%","38%","35%"],
      ["Not very concerned","13%","15%","11%","17%DE","12%","10%"],["Not at all concerned","4%","4%","4%","4%","4%","4%"],["Don't know","*","-","*","-","*","-"],
      ["Sigma","100%","100%","100%","100%","100%","100%"],
      ["Columns Tested (5%): A/B - C/D/E"]]
    a=["Very concerned","Somewhat concerned","Not very concerned","Not at all concerned","Don't know"]
    v=[[45,41,49,38,46,51],[38,40,36,41,38,35],[13,15,11,17,12,10],[4]*6,[None]*6]
    return Made("Ipsos letters in cells", book(("T4",rows,("C3:D3","E3:G3"))), cells("",a,g,v,[1005,490,515,301,350,354],[1005,487,518,310,345,350]))


def ipsos_bare_letters():
    """The same without signs: '45AB', title says percents."""
    g=["Total","Male","Female"]
    rows=[["Q5. Vote intention (%)"],[None,"Total","Male","Female"],[None,"A","B","C"],["Unweighted base",1000,480,520],
      ["Party X","45","48C","42"],["Party Y","35","32","38B"],["Party Z","20","20","20"]]
    return Made("Ipsos bare letters", book(("T5",rows)), cells("",["Party X","Party Y","Party Z"],g,[[45,48,42],[35,32,38],[20,20,20]],[1000,480,520]))


def opinium_nets():
    """Nets and sub-nets by indent, weighted counts under each percent, a mean in the middle."""
    g=["Total","Con","Lab"]; a=["NET: Approve","Strongly approve","Somewhat approve","Neither","NET: Disapprove","Somewhat disapprove","Strongly disapprove"]
    v=[[42,70,20],[15,30,5],[27,40,15],[20,15,18],[38,15,62],[18,10,27],[20,5,35]]
    n=[2003,610,702]; w=[2003,598,715]
    rows=[["Q1","To what extent do you approve of the way X is handling his job?"],["Base: All UK adults"],[None,"Total","Con","Lab"],["Unweighted base",*n],["Weighted base",*w]]
    counts=[[round(x/100*b) for x,b in zip(r,w)] for r in v]
    for x,r,c in zip(a,v,counts): rows+= [[x,*P(r)],[None,*c]]
    rows.insert(9,["Mean score",0.12,0.9,-0.7])
    fm={f"B{i}:D{i}":"0%" for i in range(6,20) if isinstance(rows[i-1][1],float) and rows[i-1][0] not in (None,"Mean score")}
    return Made("Opinium nets", book(("Q1",rows,(),fm)), cells("",a,g,v,n,w,counts)+[Cell("Mean score",x,y,b,unit="mean",optional=True) for x,y,b in zip(g,(0.12,0.9,-0.7),n)])


def savanta_stats():
    """Mean, standard deviation, standard error and error variance below the answers; index sheet."""
    g=["Total","Region > North","Region > South"]
    rows=[["Table 3"],["Q3. On a scale from 0 to 10, how likely are you to vote?"],["Base: All respondents"],[None,"Total","Region",None],[None,None,"North","South"],
      ["Unweighted Total",1021,480,541],["Weighted Total",1021,470,551],["10 - Absolutely certain",612,280,332],[None,.6,.5957,.6025],["5 - 9",306,141,165],[None,.2997,.3,.2995],["0 - 4",103,49,54],[None,.1009,.1043,.098],
      ["Mean",8.1,8.05,8.14],["Standard deviation",2.4,2.5,2.31],["Standard error",.08,.11,.10],["Error variance",.01,.01,.01]]
    idx=[["Index"],["Table 3","Q3. How likely are you to vote?","Page 3"]]
    v=[[60,60,60],[30,30,30],[10,10,10]]; c=[[612,280,332],[306,141,165],[103,49,54]]
    fm={f"B{i}:D{i}":"0%" for i in (9,11,13)}
    return Made("Savanta statistics", book(("Contents",idx),("3",rows,("C4:D4",),fm)), cells("",["10 - Absolutely certain","5 - 9","0 - 4"],g,v,[1021,480,541],[1021,470,551],c)+[Cell(s,x,y,b,unit="mean",optional=True) for s,r in (("Mean",(8.1,8.05,8.14)),("Standard deviation",(2.4,2.5,2.31)),("Standard error",(.08,.11,.10)),("Error variance",(.01,.01,.01))) for x,y,b in zip(g,r,[1021,480,541])])


def bmg_total_repeated():
    """The total stands again at the head of each banner block."""
    rows=[["Q2. Should the voting age be lowered to 16?"],[None,"Gender",None,None,"Region",None,None],[None,"Total","Male","Female","Total","England","Scotland"],
      ["Unweighted n",1500,720,780,1500,1200,300],["Yes",*P([34,30,38,34,33,41])],["No",*P([55,61,49,55,56,48])],["Don't know",*P([11,9,13,11,11,11])]]
    g=["Gender > Total","Gender > Male","Gender > Female","Region > Total","Region > England","Region > Scotland"]
    return Made("BMG total repeated", book(("Q2",rows,("B2:D2","E2:G2"),{"B5:G7":"0%"})), cells("",["Yes","No","Don't know"],g,[[34,30,38,34,33,41],[55,61,49,55,56,48],[11,9,13,11,11,11]],[1500,720,780,1500,1200,300]))


def deltapoll_continued():
    """One question over two sheets, each with its Total."""
    def sheet(g,n,w,v): return [["Q7 continued" if g[1]!="Male" else "Q7","Do you support the bill?"],[None,*g],["Unweighted",*n],["Weighted",*w],["Support",*P(v[0])],["Oppose",*P(v[1])],["Don't know",*P(v[2])]]
    g1,n1,w1,v1=["Total","Male","Female"],[1060,500,560],[1060,515,545],[[50,48,52],[30,35,25],[20,17,23]]
    g2,n2,w2,v2=["Total","18-24","65+"],[1060,110,260],[1060,118,245],[[50,62,41],[30,18,42],[20,20,17]]
    return Made("Deltapoll two sheets", book(("Q7",sheet(g1,n1,w1,v1),(),{"B5:D7":"0%"}),("Q7 (2)",sheet(g2,n2,w2,v2),(),{"B5:D7":"0%"})), cells("",["Support","Oppose","Don't know"],g1,v1,n1,w1)+cells("",["Support","Oppose","Don't know"],g2[1:],[r[1:] for r in v2],n2[1:],w2[1:]))


def two_tables_second_no_base():
    """Two tables on a sheet; the second has no bases: none may be carried down."""
    rows=[["Table 1. Do you own a dog?"],[None,"Total","Men","Women"],["Unweighted base",900,440,460],["Yes","30%","28%","32%"],["No","70%","72%","68%"],[],
      ["Table 2. Do you own a cat? (asked of half the sample)"],[None,"Total","Men","Women"],["Yes","25%","22%","28%"],["No","75%","78%","72%"]]
    g=["Total","Men","Women"]
    return Made("second table without base", book(("S",rows)), cells("dog",["Yes","No"],g,[[30,28,32],[70,72,68]],[900,440,460])+cells("cat",["Yes","No"],g,[[25,22,28],[75,78,72]]))


def angus_reid_below():
    """Unweighted and weighted sample sizes at the bottom, ages within gender, no signs; title says (%)."""
    top=["Total","Male > 18-34","Male > 35-54","Male > 55+","Female > 18-34","Female > 35-54","Female > 55+"]
    v=[[41,35,44,49,30,38,47],[46,50,43,40,55,47,41],[13,15,13,11,15,15,12]]
    n=[1610,251,270,280,262,271,276]; w=[1610,255,265,275,258,275,282]
    rows=[["If a federal election were held tomorrow, would you vote to change the government? (%)"],[None,"Total","Male",None,None,"Female",None,None],[None,None,"18-34","35-54","55+","18-34","35-54","55+"],
      *([a,*r] for a,r in zip(("Yes","No","Not sure"),v)),["Weighted sample size",*w],["Unweighted sample size",*n]]
    return Made("Angus Reid bases below", book(("Q",rows,("C2:E2","F2:H2"))), cells("",["Yes","No","Not sure"],top,v,n,w))


def eurobarometer_counts():
    """Volume A: a count and a percent row an answer, TOTAL row first, countries across, sums over 100."""
    g=["EU27","BE","DE","FR"]; n=[26514,1025,1510,1012]
    a=["Rising prices","Climate change","Immigration"]
    v=[[53,48,56,50],[46,50,44,47],[21,18,25,20]]; c=[[round(x/100*m) for x,m in zip(r,n)] for r in v]
    rows=[["QA3 What do you think are the two most important issues? (MAX. 2 ANSWERS)"],[None,None,*g],["TOTAL",None,*n]]
    for x,rc,rv in zip(a,c,v): rows+=[[x,None,*rc],[None,"%",*rv]]
    return Made("Eurobarometer volume", book(("QA3",rows)), [Cell(x,y,p,question="",about=(("weighted_count",k),)) for x,rv,rc in zip(a,v,c) for y,p,k in zip(g,rv,rc)]+[Cell(x,y,k,unit="count",optional=True) for x,rc in zip(a,c) for y,k in zip(g,rc)])


def apnorc_fractions():
    """Percents as fractions in General format, an n column first, a note says proportions."""
    rows=[["Q1. Is the country going in the right direction?"],["Proportion of adults in each group"],[None,"N","Right direction","Wrong direction","DK/Refused"],
      ["All adults",1109,.31,.67,.02],["Democrats",450,.52,.46,.02],["Republicans",402,.11,.87,.02],["Independents",257,.25,.72,.03]]
    return Made("AP-NORC fractions", book(("Q1",rows)), [Cell(a,r[0],round(x*100,1),r[1],alt=((r[0],a),)) for r in rows[3:] for a,x in zip(rows[2][2:],r[2:])])


def newspoll_waves():
    """Dates across, primary vote, TOTAL row, two-party preferred below, unsigned whole numbers."""
    rows=[["Newspoll: If a federal election was held today, which party would you vote for? (%)"],[None,"3-6 Feb 2024","24-28 Feb 2024","17-20 Mar 2024"],
      ["Coalition",36,36,37],["Labor",34,33,32],["Greens",12,12,13],["One Nation",6,6,5],["Others",12,13,13],["TOTAL",100,100,100],[],
      ["Two party preferred (%)"],[None,"3-6 Feb 2024","24-28 Feb 2024","17-20 Mar 2024"],["Coalition",48,48,49],["Labor",52,52,51]]
    d=["2024-02-03","2024-02-24","2024-03-17"]
    pv=[Cell(r[0],"",x,date=t) for r in rows[2:7] for t,x in zip(d,r[1:])]
    return Made("Newspoll waves", book(("N",rows)), pv+[Cell(r[0],"",x,date=t) for r in rows[11:] for t,x in zip(d,r[1:])])


def roymorgan_rows():
    """Interview periods in rows, parties across, sizes in a column headed Interviews."""
    rows=[["Voting intention summary (%)"],["Interviewing Date","ALP","L-NP","Greens","Ind/Other","Interviews"],
      ["February 5-11, 2024",34.5,37.0,13.0,15.5,1699],["February 12-18, 2024",34.0,37.0,13.5,15.5,1706],["February 19-25, 2024",34.0,38.0,13.5,14.5,1682]]
    d=["2024-02-05","2024-02-12","2024-02-19"]
    return Made("Roy Morgan rows", book(("V",rows)), [Cell(a,"",x,r[5],date=t) for r,t in zip(rows[2:],d) for a,x in zip(rows[1][1:5],r[1:5])])


def angles_small_base():
    """'**' replaces cells of small bases; a note says so; counts beside percents under each group."""
    rows=[["Q12. Satisfaction with the service"],[None,"Total",None,"Urban",None,"Remote",None],[None,"Count","Column %","Count","Column %","Count","Column %"],
      ["Satisfied",300,"60.0%",220,"61.1%",80,"**"],["Dissatisfied",200,"40.0%",140,"38.9%",60,"**"],["Total",500,"100.0%",360,"100.0%",140,"**"],["** Suppressed: fewer than 30 unweighted respondents"]]
    return Made("count beside percent suppressed", book(("Q12",rows,("B2:C2","D2:E2","F2:G2"))), [Cell(a,g,p,None,optional=p is None) for a,r in (("Satisfied",(60.0,61.1,None)),("Dissatisfied",(40.0,38.9,None))) for g,p in zip(("Total","Urban","Remote"),r)]+[Cell(a,g,k,unit="count",optional=True) for a,r in (("Satisfied",(300,220,80)),("Dissatisfied",(200,140,60))) for g,k in zip(("Total","Urban","Remote"),r)])


def spss_residuals():
    """SPSS crosstab: Count, % within row, % within column, adjusted residual."""
    rows=[["smoker * region Crosstabulation"],[None,None,None,"region",None,"Total"],[None,None,None,"North","South",None],
      ["smoker","Yes","Count",60,90,150],[None,None,"% within smoker","40.0%","60.0%","100.0%"],[None,None,"% within region","30.0%","30.0%","30.0%"],[None,None,"Adjusted Residual",.0,.0,None],
      [None,"No","Count",140,210,350],[None,None,"% within smoker","40.0%","60.0%","100.0%"],[None,None,"% within region","70.0%","70.0%","70.0%"],[None,None,"Adjusted Residual",.0,.0,None],
      ["Total",None,"Count",200,300,500],[None,None,"% within smoker","40.0%","60.0%","100.0%"],[None,None,"% within region","100.0%","100.0%","100.0%"]]
    g=["region > North","region > South","Total"]
    return Made("SPSS residuals", book(("X",rows,("D2:E2",))), [Cell(a,x,p) for a,p in (("Yes",30.0),("No",70.0)) for x in g]+[Cell(a,x,k,unit="count",optional=True) for a,r in (("Yes",(60,90,150)),("No",(140,210,350))) for x,k in zip(g,r)])


def stata_tab():
    """Stata's tabulate pasted: Freq., Percent, Cum."""
    rows=[["-> tabulation of trust"],["trust","Freq.","Percent","Cum."],["A great deal",212,21.20,21.20],["Some",451,45.10,66.30],["Not much",237,23.70,90.00],["None",100,10.00,100.00],["Total",1000,100.00,None]]
    return Made("Stata tabulate", book(("out",rows)), [Cell(r[0],"",r[2],alt=((r[0],"Percent"),(r[0],"Total"))) for r in rows[2:6]]+[Cell(r[0],"",r[1],unit="count",optional=True,alt=((r[0],"Freq."),)) for r in rows[2:6]])


def r_svyby():
    """R: svyby(~approve, ~region, svymean, vartype=c('se','ci')) pasted."""
    rows=[["region","approve","se","ci_l","ci_u"],["East",.4512,.0213,.4095,.4929],["North",.3874,.0188,.3506,.4242],["West",.5021,.0254,.4523,.5519]]
    return Made("R svyby", book(("svyby",rows)), [Cell("approve",r[0],round(r[1]*100,2),optional=True,alt=((r[0],"approve"),),about=(("std_error",r[2]*100),("ci_low",r[3]*100),("ci_high",r[4]*100))) for r in rows[1:]]+[Cell("approve",r[0],r[1],unit="proportion",optional=True,alt=((r[0],"approve"),),about=(("std_error",r[2]),("ci_low",r[3]),("ci_high",r[4]))) for r in rows[1:]])


def pisa_levels():
    """Percentages at proficiency levels with S.E., countries in rows, a mean with S.D. before, no bases."""
    rows=[["Table I.B1.2.1. Mean score and share of students at each proficiency level in reading"],[None,"Mean score",None,"Below Level 2",None,"Levels 2-4",None,"Level 5 or above",None],[None,"Mean","S.E.","%","S.E.","%","S.E.","%","S.E."],
      ["Australia",503,1.6,19.6,.5,67.4,.6,13.0,.5],["Finland",520,2.3,13.5,.6,72.3,.8,14.2,.7],["Turkey",466,2.2,26.1,.9,70.6,.9,3.3,.4],["OECD average",487,.4,22.6,.1,68.7,.1,8.7,.1]]
    cs=[Cell(a,r[0],r[i],about=(("std_error",r[i+1]),),alt=((r[0],a),)) for r in rows[3:] for i,a in ((3,"Below Level 2"),(5,"Levels 2-4"),(7,"Level 5 or above"))]
    cs+=[Cell("Mean score",r[0],r[1],unit="mean",optional=True,alt=((r[0],"Mean score"),)) for r in rows[3:]]
    return Made("PISA levels", book(("T",rows,("B2:C2","D2:E2","F2:G2","H2:I2"))), cs)


def pisa_index():
    """PISA-like: % with S.E. that prove nothing (three separate statements), and score-point differences."""
    rows=[["Table III.B1. Students' sense of belonging"],["Percentage of students who reported that they agree or strongly agree"],[None,"I feel lonely at school",None,"I make friends easily",None,"Score-point difference",None],[None,"%","S.E.","%","S.E.","Score dif.","S.E."],
      ["Austria",13.2,.5,77.4,.6,-12,3.1],["Chile",19.0,.6,70.2,.7,"m","m"],["Japan",11.5,.5,68.9,.8,4,2.2]]
    cs=[Cell(a,r[0],r[i],about=(("std_error",r[i+1]),),alt=((r[0],a),)) for r in rows[4:] for i,a in ((1,"I feel lonely at school"),(3,"I make friends easily"))]
    cs+=[Cell("Score-point difference",r[0],r[5] if r[5]!="m" else None,unit="points",optional=True,alt=((r[0],"Score-point difference"),)) for r in rows[4:]]
    return Made("PISA statements", book(("T",rows,("B3:C3","D3:E3","F3:G3"))), cs)


def pisa_bare():
    """The same without % in any heading and no title: numbers of which nothing says what they are."""
    rows=[[None,"I feel lonely at school",None,"I make friends easily",None],[None,"Est.","S.E.","Est.","S.E."],["Austria",13.2,.5,77.4,.6],["Chile",19.0,.6,70.2,.7],["Japan",11.5,.5,68.9,.8]]
    return Made("PISA bare", book(("T",rows,("B1:C1","D1:E1"))), [Cell(a,r[0],r[i],unit="number",optional=True,alt=((r[0],a),)) for r in rows[2:] for i,a in ((1,"I feel lonely at school"),(3,"I make friends easily"))])


def ess_means_between():
    """Percents with a column of means and of SDs between them, groups in rows."""
    rows=[["Trust in parliament, ESS round 10, % and mean (0-10)"],["Country","n","Low (0-3)","Mean","SD","Medium (4-6)","High (7-10)"],["Norway",1411,"10%",6.6,2.1,"32%","58%"],["Spain",2283,"40%",4.1,2.5,"42%","18%"]]
    return Made("ESS means between", book(("E",rows)), [Cell(a,r[0],int(r[i][:-1]),r[1],alt=((r[0],a),)) for r in rows[2:] for i,a in ((2,"Low (0-3)"),(5,"Medium (4-6)"),(6,"High (7-10)"))]+[Cell(a,r[0],r[i],r[1],unit="mean",optional=True,alt=((r[0],a),)) for r in rows[2:] for i,a in ((3,"Mean"),(4,"SD"))])


def dutch_io():
    """Dutch: gewogen and ongewogen n, Totaal, decimals as text with commas."""
    g=["Totaal","Man","Vrouw"]
    rows=[["Vraag 3. Bent u tevreden met het kabinet?"],[None,"Totaal","Man","Vrouw"],["Ongewogen n","2.104","1.050","1.054"],["Gewogen n","2.104","1.031","1.073"],["Tevreden","24,5%","27,1%","22,0%"],["Niet tevreden","63,5%","61,9%","65,0%"],["Weet niet","12,0%","11,0%","13,0%"]]
    return Made("Dutch gewogen", book(("V3",rows)), [Cell(a,x if x!="Totaal" else "Totaal",p,n,about=(("base_weighted",w),)) for a,r in (("Tevreden",(24.5,27.1,22.0)),("Niet tevreden",(63.5,61.9,65.0)),("Weet niet",(12.0,11.0,13.0))) for x,p,n,w in zip(g,r,(2104,1050,1054),(2104,1031,1073))])


def nps():
    """Promoters, passives, detractors and NPS, all unsigned; index column beside."""
    rows=[["Likelihood to recommend, %"],[None,"Total","Index vs. 2022","New","Old"],["Unweighted base",800,None,300,500],["Promoters (9-10)",45,110,50,42],["Passives (7-8)",30,95,28,31],["Detractors (0-6)",25,90,22,27],["NPS",20,None,28,15]]
    return Made("NPS", book(("NPS",rows)), cells("",["Promoters (9-10)","Passives (7-8)","Detractors (0-6)"],["Total","New","Old"],[[45,50,42],[30,28,31],[25,22,27]],[800,300,500])+[Cell("NPS",x,y,800 if x=="Total" else None,unit="points",optional=True) for x,y in (("Total",20),("New",28),("Old",15))]+[Cell("NPS",x,y,n,unit="points",optional=True) for x,y,n in (("Total",20,800),("New",28,300),("Old",15,500))])


MAKERS=[ipsos_letters,ipsos_bare_letters,opinium_nets,savanta_stats,bmg_total_repeated,deltapoll_continued,two_tables_second_no_base,angus_reid_below,eurobarometer_counts,apnorc_fractions,newspoll_waves,roymorgan_rows,angles_small_base,spss_residuals,stata_tab,r_svyby,pisa_levels,pisa_index,pisa_bare,ess_means_between,dutch_io,nps]
