"""Bases in brackets, tables beside and after each other, an index beside each percent."""
# ruff: noqa
# fmt: off

from .making import book, cells
from .truth import Cell, Made, page_of_lines

G=["Tot","Rep","Dem","Ind","Men","Wom"]
def quinnipiac():
    """Signs in the first row alone, bases in brackets in a row called (N)."""
    L=["1. Do you approve or disapprove of the way the governor is handling his job?","","                     Tot    Rep    Dem    Ind    Men    Wom","",
       "Approve              45%     7%    90%    40%    40%    50%","Disapprove           50     92      7     53     56     45","DK/NA                 5      1      3      7      4      5","(N)              (1,403)  (420)  (500)  (400)  (680)  (723)"]
    return Made("quin",page_of_lines([L],"q.pdf"),cells("",["Approve","Disapprove","DK/NA"],G,[[45,7,90,40,40,50],[50,92,7,53,56,45],[5,1,3,7,4,5]],[1403,420,500,400,680,723]))

def marquette():
    """Waves in rows; the last column is headed (N), and its numbers stand in brackets."""
    L=["Table 3: Right direction or wrong track","Among registered voters","","Poll dates       Right direction   Wrong track   Don't know    (N)","1/24-31/24             33%             61%            6%      (930)","4/3-10/24              35%             58%            7%      (814)","6/12-20/24             34%             60%            6%      (871)"]
    a=["Right direction","Wrong track","Don't know"]
    return Made("marq",page_of_lines([L],"m.pdf"),[Cell(x,"",v,n,date=d) for d,r,n in (("2024-01",(33,61,6),930),("2024-04",(35,58,7),814),("2024-06",(34,60,6),871)) for x,v in zip(a,r)])
def beside():
    """Two tables beside each other, each with its bases."""
    rows=[["Table 1. Vote by sex",None,None,None,None,"Table 2. Vote by age",None,None,None],[None,"Total","Men","Women",None,None,"Total","18-34","35+"],["Unweighted base",1000,480,520,None,"Unweighted base",1000,300,700],["Yes","45%","41%","49%",None,"Yes","45%","60%","39%"],["No","55%","59%","51%",None,"No","55%","40%","61%"]]
    return Made("beside",book(("S",rows)),cells("",["Yes","No"],["Total","Men","Women"],[[45,41,49],[55,59,51]],[1000,480,520])+cells("",["Yes","No"],["18-34","35+"],[[60,39],[40,61]],[300,700]))

def cont():
    """A table goes on with other groups and its own bases."""
    rows=[["Q1. Approve?"],[None,"Total","Men","Women"],["Unweighted base",1000,480,520],["Yes","45%","41%","49%"],["No","55%","59%","51%"],[],["Q1. Approve? (Continued)"],[None,"Total","18-34","35+"],["Unweighted base",1000,300,700],["Yes","45%","60%","39%"],["No","55%","40%","61%"]]
    return Made("continued",book(("S",rows)),cells("",["Yes","No"],["Total","Men","Women"],[[45,41,49],[55,59,51]],[1000,480,520])+cells("",["Yes","No"],["18-34","35+"],[[60,39],[40,61]],[300,700]))
def cont_nobase():
    """It goes on with other groups and without bases: told."""
    rows=[["Q1. Approve?"],[None,"Total","Men","Women"],["Unweighted base",1000,480,520],["Yes","45%","41%","49%"],["No","55%","59%","51%"],[],["Q1. Approve? (Continued)"],[None,"Total","18-34","35+"],["Yes","45%","60%","39%"],["No","55%","40%","61%"]]
    return Made("continued no base",book(("S",rows)),cells("",["Yes","No"],["Total","Men","Women"],[[45,41,49],[55,59,51]],[1000,480,520])+cells("",["Yes","No"],["18-34","35+"],[[60,39],[40,61]]))
def index_col():
    """A percent and an index under each group."""
    rows=[["Media use (%)"],[None,"Total",None,"Men",None,"Women",None],[None,"%","Index","%","Index","%","Index"],["Unweighted base",1000,None,480,None,520,None],["Daily",40,100,44,110,36,90],["Weekly",35,100,28,80,42,120],["Never",25,100,28,112,22,88]]
    return Made("index",book(("S",rows),name="i.xlsx"),[Cell(a,g,v,n) for a,vs in (("Daily",(40,44,36)),("Weekly",(35,28,42)),("Never",(25,28,22))) for g,v,n in zip(("Total","Men","Women"),vs,(1000,480,520))]+[Cell(a,g,v,n,unit="index",optional=True) for a,vs in (("Daily",(100,110,90)),("Weekly",(100,80,120)),("Never",(100,112,88))) for g,v in zip(("Total","Men","Women"),vs) for n in (None,)])




def pew_trend():
    """Three waves right of the answers, their dates in two lines."""
    L=["Q5  Overall, how would you rate the economy?","","        Jan 16-21   Sep 25-30   Feb 7-11","          2024        2023        2022","Excellent    3           2           4","Good        25          17          24","Only fair   41          46          43","Poor        31          35          28","No answer    *           1           1"]
    return Made("pew",page_of_lines([L],"p.pdf"),[Cell(a,"",None if v=="*" else v,date=d,optional=v=="*") for a,vs in (("Excellent",(3,2,4)),("Good",(25,17,24)),("Only fair",(41,46,43)),("Poor",(31,35,28)),("No answer",("*",1,1))) for d,v in zip(("2024","2023","2022"),vs)])
def diff_pages_banner():
    """Two pages of aligned text, each with groups of its own."""
    def L(g,v,n): return ["Q1. Do you approve?","",f"{'':20}"+"".join(x.rjust(10) for x in g),f"{'Unweighted N':20}"+"".join(str(x).rjust(10) for x in n),f"{'Approve':20}"+"".join(f"{x}%".rjust(10) for x in v[0]),f"{'Disapprove':20}"+"".join(f"{x}%".rjust(10) for x in v[1])]
    return Made("two pages",page_of_lines([L(["Total","Men","Women"],[[45,41,49],[55,59,51]],[1000,480,520]),L(["Total","18-34","35+"],[[45,60,39],[55,40,61]],[1000,300,700])],"t.pdf"),cells("",["Approve","Disapprove"],["Total","Men","Women"],[[45,41,49],[55,59,51]],[1000,480,520])+cells("",["Approve","Disapprove"],["18-34","35+"],[[60,39],[40,61]],[300,700]))
def mixed_letters_glued():
    """Letters behind numbers, marks for nobody and for small bases."""
    rows=[["Q1. Brand used (%)"],[None,"Total","Men","Women","North"],[None,None,"(A)","(B)","(C)"],["Base: All (unweighted)",1000,480,520,250],["Alpha","40","44B","36","41"],["Beta","35","28","42A","*"],["Net: any","75","72","78A","-"],["None","25","28","22","**"],["** base below 30"]]
    f=[[40,44,36,41],[35,28,42,None],[75,72,78,None],[25,28,22,None]]
    return Made("glued",book(("Q1",rows)),[Cell(a,g,v,n,optional=v is None) for a,r in zip(("Alpha","Beta","Net: any","None"),f) for g,v,n in zip(("Total","Men","Women","North"),r,(1000,480,520,250))])


MAKERS=[v for k,v in list(globals().items()) if callable(v) and getattr(v,"__module__","")==__name__]
