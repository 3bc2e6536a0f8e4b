"""Traps beside what was read last: totals that are answers, brackets that are no errors."""
# ruff: noqa
# fmt: off

from ..files import text as opened
from .making import book, cells, ht, page
from .truth import Cell, Made


def trap_all_answer():
    """A trap: answers called All, Most, Some, None of several items allowed; men/women across; no bases."""
    a=["All of the time","Most of the time","Some","None"]
    v=[[20,22,18],[30,28,32],[45,44,46],[5,6,4]]
    rows=[["Q2. How often do you recycle?"],[None,"Total","Men","Women"],*([x,*(p/100 for p in r)] for x,r in zip(a,v))]
    return Made("answers All/Most", book(("Q2",rows,(),{"B3:D6":"0%"})), cells("",a,["Total","Men","Women"],v))


def trap_multi_total():
    """Several answers, a row Total of all mentions between others? 'Total mentions' 143 %."""
    a=["TV","Radio","Papers"]; v=[[80,82,78],[40,38,42],[23,25,21]]
    rows=[["Q3. Where do you get news? (several answers)"],[None,"Total","Men","Women"],*([x,*(f"{p}%" for p in r)] for x,r in zip(a,v)),["Total","143%","145%","141%"]]
    return Made("several answers total", book(("Q3",rows)), cells("",a,["Total","Men","Women"],v))


def trap_total_answer():
    """'Total' row as an aware-net above its parts in a crosstab with Men/Women across (not everybody)."""
    a=["Total aware","Very aware","Somewhat aware","Not aware"]; v=[[70,72,68],[30,34,26],[40,38,42],[30,28,32]]
    rows=[["Q4. Are you aware of the scheme?"],[None,"Total","Men","Women"],*([x,*(f"{p}%" for p in r)] for x,r in zip(a,v))]
    return Made("Total aware net", book(("Q4",rows)), cells("",a,["Total","Men","Women"],v))


def trap_regions_total():
    """Regions in rows with a Total that is the average, men and women across, one answer in the title."""
    g=["Total","North","South","East"]; v=[[40,38,42],[45,44,46],[35,33,37],[41,38,44]]
    rows=[["Figure 2. Percentage of adults who own a pet, by region and sex"],[None,"All","Men","Women"],*([x,*r] for x,r in zip(g,v))]
    cs=[Cell("pet, by region and sex",x+" > "+s,p,alt=((s,x),(x,s))) for x,r in zip(g,v) for s,p in zip(("All","Men","Women"),r)]
    return Made("regions by sex", book(("F2",rows)), cs)


def trap_brackets_neg():
    """Net scores with negatives in brackets beside percents."""
    rows=[["Q5. Do you approve?"],[None,"Total","Men"],["Unweighted base",1000,480],["Approve","40%","38%"],["Disapprove","60%","62%"],["Net","(20)","(24)"]]
    return Made("net in brackets", book(("Q5",rows)), cells("",["Approve","Disapprove"],["Total","Men"],[[40,38],[60,62]],[1000,480])+[Cell("Net",g,-p,n,unit="points",optional=True) for g,p,n in (("Total",20,1000),("Men",24,480))])


def trap_brackets_base():
    """Bases in brackets in a column right of percents without saying so: 40% (480)."""
    rows=[["Do you smoke?"],["Group","Yes",None],["Men","40%","(480)"],["Women","35%","(520)"],["All","37%","(1000)"]]
    cs=[Cell("Yes",g,p,alt=(("Do you smoke?",g),(g,"Yes"),(g,""))) for g,p in (("Men",40),("Women",35),("All",37))]
    return Made("numbers in brackets right", book(("Q",rows,("B2:C2",))), cs)


def trap_letters_col():
    """Significance letters in own columns, A/B/C, with a legend of 'A' as quality in notes? no: tests."""
    rows=[["Q6. Trust?"],[None,"Men",None,"Women",None],[None,"A",None,"B",None],["Yes","45%","B","40%",None],["No","55%",None,"60%","A"],["Note: Letters show significant differences at 95 %"]]
    return Made("letters columns tests", book(("Q6",rows,("B2:C2","D2:E2"))), cells("",["Yes","No"],["Men","Women"],[[45,40],[55,60]]))


def trap_good_deal():
    """Answers 'A great deal', 'A good deal'; letters of tests behind numbers."""
    rows=[["Q7. How much do you care?"],[None,"Total","Men","Women"],[None,"A","B","C"],["Unweighted base",1000,480,520],["A great deal","30%","33%C","27%"],["A good deal","40%","38%","42%"],["Not much","30%","29%","31%"]]
    return Made("A good deal", book(("Q7",rows)), cells("",["A great deal","A good deal","Not much"],["Total","Men","Women"],[[30,33,27],[40,38,42],[30,29,31]],[1000,480,520]))


def trap_waves_pct_points():
    """Waves across with a 'Change' column in points without sign, and months in German."""
    rows=[["Wichtigste Probleme (in Prozent)"],[None,"März 2024","April 2024","Veränderung"],["Migration",35,37,2],["Wirtschaft",28,25,-3],["Klima",20,20,0]]
    cs=[Cell(r[0],"",p,date=d) for r in rows[2:] for d,p in zip(("2024-03","2024-04"),r[1:3])]+[Cell(r[0],"Veränderung",r[3],unit="points",optional=True) for r in rows[2:]]
    return Made("German months and change", book(("T",rows)), cs)


def trap_two_units():
    """'%' and 'Index' columns merged under a brand."""
    rows=[["Media use by age"],[None,"18-34",None,"35+",None],[None,"%","Index","%","Index"],["Radio",40,90,50,110],["TV",60,85,80,115]]
    return Made("percent and index", book(("M",rows,("B2:C2","D2:E2"))), cells("",["Radio","TV"],["18-34","35+"],[[40,50],[60,80]]))


def trap_weighted_base_only_below():
    rows=[["Q8. Do you vote?"],[None,"Total","Men","Women"],["Yes","60%","58%","62%"],["No","40%","42%","38%"],["Column n",1000,480,520],["Effective sample size",812,390,421]]
    return Made("Column n and effective", book(("Q8",rows)), [Cell(a,g,p,n,about=(("n_effective",e),)) for a,r in (("Yes",(60,58,62)),("No",(40,42,38))) for g,p,n,e in zip(("Total","Men","Women"),r,(1000,480,520),(812,390,421))])


def trap_csv_swiss():
    csv="Frage;Antwort;Total;Deutschschweiz;Romandie\nE-Voting;Ja;\"54,2\";\"52,1\";\"60,3\"\nE-Voting;Nein;\"45,8\";\"47,9\";\"39,7\"\n"
    return Made("Swiss csv question column", opened(csv,"ch.csv"), cells("E-Voting",["Ja","Nein"],["Total","Deutschschweiz","Romandie"],[[54.2,52.1,60.3],[45.8,47.9,39.7]]))


def trap_us_cross_html():
    t=ht([["","Total","<th colspan='2'>Party</th>"],["","","Dem","Rep"]],[["Favorable","45%","80%","12%"],["&nbsp;&nbsp;Very favorable","20%","45%","4%"],["&nbsp;&nbsp;Somewhat favorable","25%","35%","8%"],["Unfavorable","50%","15%","86%"],["Never heard of","5%","5%","2%"],["Number of respondents","1,010","400","360"]])
    return Made("favourable with parts", opened(page(t,"<p>Q1. Is your opinion of X favorable?</p>"),"f.html"), cells("",["Favorable","Very favorable","Somewhat favorable","Unfavorable","Never heard of"],["Total","Dem","Rep"],[[45,80,12],[20,45,4],[25,35,8],[50,15,86],[5,5,2]],[1010,400,360]))


def trap_se_note_but_negative():
    """A note on standard errors in parentheses, and a row-percent table of means with SE: means, not shares."""
    rows=[["Table 5. Average hours worked (standard errors in parentheses)"],[None,"Men",None,"Women",None],["18-34","38.1","(0.4)","33.0","(0.5)"],["35+","40.2","(0.3)","34.9","(0.4)"]]
    return Made("means with SE brackets", book(("T5",rows,("B2:C2","D2:E2"))), [Cell(a,g,p,unit="mean",optional=True) for a,r in (("18-34",(38.1,33.0)),("35+",(40.2,34.9))) for g,p in zip(("Men","Women"),r)])


def trap_ranks_brackets():
    """Ranks in brackets beside percents: 45% (1), 40% (2)."""
    rows=[["Q9. Most important issue"],[None,"2023",None,"2024",None],["Economy","45%","(1)","40%","(2)"],["Health","30%","(2)","42%","(1)"]]
    return Made("ranks in brackets", book(("Q9",rows,("B2:C2","D2:E2"))), [Cell(r[0],y,int(r[i][:-1]),date=y) for r in rows[2:] for i,y in ((1,"2023"),(3,"2024"))])


def trap_year_rows_bare():
    """Years in rows, one share across, microdata-like: no title."""
    csv="Year,Yes,No\n2019,48,52\n2020,50,50\n2021,47,53\n"
    return Made("years in rows no title", opened(csv,"y.csv"), [Cell(a,y,p,date=y,optional=True,alt=((y,a),)) for y,r in (("2019",(48,52)),("2020",(50,50)),("2021",(47,53))) for a,p in zip(("Yes","No"),r)])
MAKERS=[trap_all_answer,trap_multi_total,trap_total_answer,trap_regions_total,trap_brackets_neg,trap_brackets_base,trap_letters_col,trap_good_deal,trap_waves_pct_points,trap_two_units,trap_weighted_base_only_below,trap_csv_swiss,trap_us_cross_html,trap_se_note_but_negative,trap_ranks_brackets,trap_year_rows_bare]
