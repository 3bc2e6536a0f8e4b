"""Numbers that look like percents and are none, bases that belong elsewhere, cells nobody sees."""
# ruff: noqa
# fmt: off

import openpyxl
from io import BytesIO

from ..files import text as opened
from .making import book, cells, ht, page, ruled
from .truth import Cell, Made, page_of_lines

G=["Total","Men","Women"]


def hundred_people():
    """Counts of a hundred people add up to 100, and a title says that they are counts."""
    rows=[["Q1. Number of respondents by answer"],[None,"Total","Town","Country"],["Yes",45,25,20],["No",35,20,15],["Don't know",20,5,15]]
    return Made("counts of a hundred", book(("Q1",rows)), [Cell(a,g,v,unit="count",optional=True) for a,r in zip(("Yes","No","Don't know"),((45,25,20),(35,20,15),(20,5,15))) for g,v in zip(("Total","Town","Country"),r)])


def senate_seats():
    """Seats of a senate of a hundred."""
    rows=[["Seats in the Senate by party"],[None,"2022","2024"],["Democrats",49,47],["Republicans",49,53],["Independents",2,0]]
    return Made("seats of a senate", book(("S",rows)), [Cell(a,"",v,unit="seats",optional=True,date=d) for a,r in zip(("Democrats","Republicans","Independents"),((49,47),(49,53),(2,0))) for d,v in zip(("2022","2024"),r)])


def minutes():
    """Means that are called means in the title, and add up to 100."""
    rows=[["Average minutes a day spent on each task"],[None,"Men","Women"],["Cooking",30,45],["Cleaning",40,40],["Shopping",30,15]]
    return Made("minutes that add up", book(("M",rows)), [Cell(a,g,v,unit="mean",optional=True) for a,r in zip(("Cooking","Cleaning","Shopping"),((30,45),(40,40),(30,15))) for g,v in zip(("Men","Women"),r)])


def rank_column():
    """A title says %, and a column is called Rank, another Average of the waves."""
    rows=[["Trust in institutions, % who trust"],["Institution","2022","2023","Rank 2023","Average"],["Army",71,70,1,70.5],["Police",64,66,2,65],["Press",28,30,3,29]]
    return Made("rank and average columns", book(("T",rows)), [Cell(r[0],"",v,date=d,alt=(("",r[0]),)) for r in rows[2:] for d,v in zip(("2022","2023"),r[1:3])]+[Cell(r[0],"",r[4],unit="mean",optional=True) for r in rows[2:]])


def bases_below_two():
    """Two tables on a sheet, each with its base below its answers."""
    rows=[["Q1. Do you own a car?"],[None,*G],["Yes","60%","65%","55%"],["No","40%","35%","45%"],["Unweighted base",1000,480,520],[],
      ["Q2. Do you own a bike? (car owners)"],[None,*G],["Yes","30%","32%","28%"],["No","70%","68%","72%"],["Unweighted base",600,312,288]]
    return Made("bases below, twice", book(("S",rows)), cells("Q1",["Yes","No"],G,[[60,65,55],[40,35,45]],[1000,480,520])+cells("Q2",["Yes","No"],G,[[30,32,28],[70,68,72]],[600,312,288]))


def base_between():
    """Bases below the first table and above the second: which is whose is not certain for Q2's."""
    rows=[["Q1. Do you own a car?"],[None,*G],["Yes","60%","65%","55%"],["No","40%","35%","45%"],["Unweighted base",1000,480,520],
      ["Q2. Do you own a bike?"],[None,*G],["Yes","30%","32%","28%"],["No","70%","68%","72%"]]
    return Made("base between tables", book(("S",rows)), cells("Q1",["Yes","No"],G,[[60,65,55],[40,35,45]],[1000,480,520])+cells("Q2",["Yes","No"],G,[[30,32,28],[70,68,72]]))


def hidden_rows():
    """Hidden rows and columns of a workbook: what nobody sees is not published."""
    made=openpyxl.Workbook(); s=made.active; s.title="Q1"
    for r in [["Q1. Approve?"],[None,"Total","Men","Old wave","Women"],["Unweighted base",1000,480,900,520],["Approve","45%","41%","50%","49%"],["Approve (unweighted)","44%","40%","52%","48%"],["Disapprove","55%","59%","50%","51%"]]: s.append(r)
    s.column_dimensions["D"].hidden=True; s.row_dimensions[5].hidden=True
    f=BytesIO(); made.save(f); f.seek(0); f.name="h.xlsx"
    return Made("hidden rows", f, cells("",["Approve","Disapprove"],G,[[45,41,49],[55,59,51]],[1000,480,520])+[Cell("Approve (unweighted)",g,v,n,optional=True) for g,v,n in zip(G,(44,40,48),(1000,480,520))]+[Cell(a,"Old wave",v,900,optional=True) for a,v in (("Approve",50),("Approve (unweighted)",52),("Disapprove",50))])


def small_base_text():
    """A base printed '<30' and its percents as '**'."""
    rows=[["Q2. Like it?"],[None,"Total","Men","Others"],["Unweighted base",510,490,"<30"],["Yes","60%","61%","**"],["No","40%","39%","**"]]
    return Made("base below 30", book(("Q2",rows)), cells("",["Yes","No"],["Total","Men"],[[60,61],[40,39]],[510,490])+[Cell(a,"Others",None,optional=True) for a in ("Yes","No")])


def two_percent_columns():
    """Long text with weighted and unweighted percents: which is the figure is said by its heading."""
    csv="question,answer,group,weighted_percent,unweighted_percent,unweighted_n\nQ1,Yes,Total,45.2,47.1,1000\nQ1,No,Total,54.8,52.9,1000\nQ1,Yes,Men,41.0,42.2,480\nQ1,No,Men,59.0,57.8,480\n"
    return Made("two percents in long text", opened(csv,"l.csv"), [Cell(a,g,v,n) for a,g,v,n in (("Yes","Total",45.2,1000),("No","Total",54.8,1000),("Yes","Men",41.0,480),("No","Men",59.0,480))]+[Cell(a,g,v,n,optional=True,alt=((a+" unweighted",g),)) for a,g,v,n in ()])


def long_mixed_units():
    """Long text whose unit column says percent, mean and count."""
    csv="question,answer,group,value,unit,n\nQ1,Yes,Total,45.2,percent,1000\nQ1,No,Total,54.8,percent,1000\nQ2,Age,Total,47.9,mean,1000\nQ3,Cars,Total,88,count,1000\n"
    return Made("long text of mixed units", opened(csv,"l.csv"), [Cell("Yes","Total",45.2,1000),Cell("No","Total",54.8,1000),Cell("Age","Total",47.9,1000,unit="mean",optional=True),Cell("Cars","Total",88,1000,unit="count",optional=True)])


def growth_percents():
    """Rates of growth with percent signs: no share of anybody."""
    t=ht([["Sector","2022","2023"]],[["Retail","3.1%","-1.2%"],["Services","5.0%","2.4%"],["Total","4.2%","1.1%"]],"Annual growth rate of sales by sector")
    return Made("growth rates", opened(page(t),"g.html"), [Cell(a,"",v,unit="points",optional=True,date=d) for a,r in (("Retail",(3.1,-1.2)),("Services",(5.0,2.4)),("Total",(4.2,1.1))) for d,v in zip(("2022","2023"),r)])


def grid_with_net():
    """Statements in rows, answers across with a net column, a base per statement, % in the title."""
    rows=[["Q7. To what extent do you agree? (%)"],["Statement","Base (unweighted)","NET agree","Strongly agree","Tend to agree","Neither","Disagree"],["Prices are too high",1001,75,45,30,15,10],["Service is good",998,50,20,30,25,25]]
    return Made("grid with a net", book(("Q7",rows)), [Cell(a,r[0],v,r[1],alt=((r[0],a),)) for r in rows[2:] for a,v in zip(rows[1][2:],r[2:])])


def n_in_heads():
    """Bases in the headings: 'Men (n=480)', and a total whose n is in the title."""
    rows=[["Q3. Satisfied? (n=1,000)"],[None,"All","Men (n=480)","Women (n=520)"],["Yes","50%","48%","52%"],["No","50%","52%","48%"]]
    return Made("n in headings", book(("Q3",rows)), [Cell(a,g,v,n) for a,r in (("Yes",(48,52)),("No",(52,48))) for g,v,n in zip(("Men","Women"),r,(480,520))]+[Cell(a,"All",50,n,optional=True) for a in ("Yes","No") for n in (None,1000)])


def n_in_heads_short():
    """The same where the groups are called without their n in the answer of the reader."""
    t=ht([["","Total<br>n=1,010","Dem.<br>n=420","Rep.<br>n=390"]],[["Support","52%","81%","20%"],["Oppose","44%","15%","77%"],["Unsure","4%","4%","3%"]],"Do you support the bill?")
    return Made("n below headings", opened(page(t),"n.html"), [Cell(a,g,v,n,alt=((a,f"{g} n={n:,}"),)) for a,r in (("Support",(52,81,20)),("Oppose",(44,15,77)),("Unsure",(4,4,3))) for g,v,n in zip(("Total","Dem.","Rep."),r,(1010,420,390))])


def odds_ratios():
    """A table of odds ratios with limits beside percents."""
    rows=[["Table 3. Smoking by education"],["Education","n","Smokers (%)","OR","95% CI lower","95% CI upper","p-value"],["Low",400,"35.0",1.0,None,None,None],["Middle",350,"25.1",0.62,0.45,0.85,0.003],["High",250,"12.0",0.25,0.16,0.39,0.001]]
    return Made("odds ratios", book(("T3",rows)), [Cell("Smokers (%)",r[0],float(r[2]),r[1],alt=(("Smokers",r[0]),(r[0],"Smokers (%)"),(r[0],"Smokers"))) for r in rows[2:]]+[Cell("OR",r[0],r[3],r[1],unit="ratio",optional=True) for r in rows[2:]])


def coefficients_percent():
    """Marginal effects in percentage points with signs, SE below: no shares."""
    t=ht([["","Model 1","Model 2"]],[["Woman","4.2%","3.9%"],["","(1.1)","(1.2)"],["Age 55+","-6.0%","-5.5%"],["","(1.4)","(1.4)"]],"Marginal effects on approval, percentage points")
    return Made("marginal effects", opened(page(t),"m.html"), [Cell(a,g,v,unit="points",optional=True) for a,r in (("Woman",(4.2,3.9)),("Age 55+",(-6,-5.5))) for g,v in zip(("Model 1","Model 2"),r)])


def top_two_mean_between():
    """Unsigned grid: answers, 'Top 2', 'Mean', then more answers, no bases; adds up without net and mean."""
    rows=[["Q9. How satisfied are you? (%)"],[None,*G],["Very satisfied",20,22,18],["Satisfied",40,38,42],["Top 2 box",60,60,60],["Mean (1-5)",3.6,3.6,3.5],["Neutral",25,25,25],["Dissatisfied",15,15,15]]
    return Made("top two and mean between", book(("Q9",rows)), cells("",["Very satisfied","Satisfied","Top 2 box","Neutral","Dissatisfied"],G,[[20,22,18],[40,38,42],[60,60,60],[25,25,25],[15,15,15]])+[Cell("Mean (1-5)",g,v,unit="mean",optional=True) for g,v in zip(G,(3.6,3.6,3.5))])


def stata_proportion():
    """Stata's proportion: estimates with standard errors and limits as fractions."""
    rows=[["Proportion estimation","Number of obs","=",1000],[None,"Proportion","Std. Err.","[95% Conf.","Interval]"],["approve"],["Yes",.452,.0157,.4213,.4830],["No",.548,.0157,.5170,.5787]]
    return Made("Stata proportion", book(("out",rows)), [Cell(a,"",v,n,optional=True,about=(("std_error",s),("ci_low",l),("ci_high",h)),alt=((a,"Proportion"),)) for a,v,s,l,h in (("Yes",45.2,1.57,42.13,48.30),("No",54.8,1.57,51.70,57.87)) for n in (None,1000)])


def ruled_ranks():
    """Ruled PDF: rank, name, percent with sign, change with percent sign."""
    rows=[["Rank","Brand","2024","Change"],["1","Alpha","45%","+3%"],["2","Beta","30%","-1%"],["3","Gamma","12%","0%"]]
    return Made("ruled ranks", ruled([[("text","Brands used in the past week"),("table",rows,[50,120,80,80])]],"r.pdf"), [Cell(r[1],"",int(r[2][:-1]),date="2024",alt=((r[1],"2024"),)) for r in rows[1:]]+[Cell(r[1],"Change",float(r[3][:-1]),unit="points",optional=True) for r in rows[1:]])


def sentence_percents():
    """A press release of sentences: no table, told."""
    t="<p>Forty-five per cent (45%) of adults approve, up from 42% in May.</p><p>Among women 49% approve, among men 41%.</p>"
    return Made("press release", opened(page("",t),"p.html"), [])


MAKERS=[v for k,v in list(globals().items()) if callable(v) and getattr(v,"__module__","")==__name__]
