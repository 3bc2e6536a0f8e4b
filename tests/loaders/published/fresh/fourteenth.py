"""Pages, text and PDFs of pollsters and offices: footnotes, changes, notes of precision between percents."""
# ruff: noqa
# fmt: off

from ..files import text as opened
from .making import book, cells, ht, page, ruled
from .truth import Cell, Made, page_of_lines


def infratest_html():
    """Sonntagsfrage with changes to the last wave in a column of their own, in points with signs."""
    t=ht([["Partei","Anteil","Veränderung"]],[["CDU/CSU","30","+1"],["AfD","18","-2"],["SPD","15","+1"],["Grüne","15","+/-0"],["BSW","5","-1"],["FDP","5","+1"],["Sonstige","12","+/-0"]],"Sonntagsfrage zur Bundestagswahl (Angaben in Prozent)")
    return Made("Infratest changes", opened(page(t,"<p>Befragte: 1.304 Wahlberechtigte</p>"),"dt.html"), [Cell(a,"",v,alt=((a,"Anteil"),)) for a,v in (("CDU/CSU",30),("AfD",18),("SPD",15),("Grüne",15),("BSW",5),("FDP",5),("Sonstige",12))]+[Cell(a,"Veränderung",v,unit="points",optional=True) for a,v in (("CDU/CSU",1),("AfD",-2),("SPD",1),("Grüne",0),("BSW",-1),("FDP",1),("Sonstige",0))])


def fgw_weeks():
    """Politbarometer: two blocks, Projektion and Stimmung, weeks in rows, decimals none, no base."""
    t="".join(ht([["Woche","SPD","CDU/CSU","Grüne","AfD","Sonstige"]],r,c) for c,r in (("Projektion (in %)",[["KW 10/2024","15","31","14","19","21"],["KW 12/2024","16","30","14","18","22"]]),("Politische Stimmung (in %)",[["KW 10/2024","18","34","15","14","19"],["KW 12/2024","19","33","16","13","19"]])))
    ps=["SPD","CDU/CSU","Grüne","AfD","Sonstige"]
    return Made("Politbarometer weeks", opened(page(t),"pb.html"), [Cell(p,w,v,question=q,alt=((p,""),(w,p))) for q,rs in (("Projektion",((15,31,14,19,21),(16,30,14,18,22))),("Stimmung",((18,34,15,14,19),(19,33,16,13,19)))) for w,r in zip(("KW 10/2024","KW 12/2024"),rs) for p,v in zip(ps,r)])


def ifop_ruled():
    """Ruled PDF: (%) in the head, TOTAL rows above their parts, rappel of the last wave."""
    rows=[["","Rappel février 2024 (%)","Ensemble mars 2024 (%)"],["TOTAL Favorable","48","52"],["Tout à fait favorable","18","21"],["Plutôt favorable","30","31"],["TOTAL Opposé","51","47"],["Plutôt opposé","28","25"],["Tout à fait opposé","23","22"],["Ne se prononcent pas","1","1"],["TOTAL","100","100"]]
    return Made("Ifop rappel", ruled([[("text","Question : Etes-vous favorable ou opposé à cette mesure ?"),("text","Base : ensemble des Français"),("table",rows,[200,140,140])]],"ifop.pdf"), [Cell(r[0],h,int(v)) for r in rows[1:8] for h,v in zip(rows[0][1:],r[1:])])


def elabe_evol():
    """Waves with an evolution column: +2, =, -1."""
    t=ht([["","Avril 2024","Mai 2024","Évolution"]],[["Confiance","28%","30%","+2"],["Pas confiance","69%","69%","="],["Sans opinion","3%","1%","-2"]],"Confiance dans le président")
    return Made("Elabe evolution", opened(page(t),"e.html"), [Cell(a,"",v,date=d) for a,r in (("Confiance",(28,30)),("Pas confiance",(69,69)),("Sans opinion",(3,1))) for d,v in zip(("2024-04","2024-05"),r)]+[Cell(a,"Évolution",v,unit="points",optional=True) for a,v in (("Confiance",2),("Pas confiance",0),("Sans opinion",-2))])


def cis_lines():
    """CIS: text PDF, dots leaders, decimals with points, (N) below in brackets."""
    lines=["Pregunta 5","¿Y cree Ud. que la situación económica es mejor, igual o peor que hace seis meses?","","                              Total    Hombre    Mujer","Mejor                          21.3      24.0     18.7","Igual                          38.2      37.5     38.9","Peor                           38.4      36.9     39.9","N.S.                            1.8       1.4      2.2","N.C.                            0.3       0.2      0.3","(N)                         (4.012)   (1.950)  (2.062)"]
    a=["Mejor","Igual","Peor","N.S.","N.C."]; v=[[21.3,24.0,18.7],[38.2,37.5,38.9],[38.4,36.9,39.9],[1.8,1.4,2.2],[.3,.2,.3]]
    return Made("CIS lines", page_of_lines([lines],"cis.pdf"), cells("",a,["Total","Hombre","Mujer"],v))  # (N) below the lines is not read


def swg_tendency():
    """Italian intentions with decimals, tendency in points with signs, abstention under the line."""
    csv="Intenzioni di voto (valori %);;;\nPartito;22 aprile 2024;15 aprile 2024;Differenza\nFratelli d'Italia;26,8;26,9;-0,1\nPartito Democratico;20,2;20,0;+0,2\nMovimento 5 Stelle;16,2;16,4;-0,2\nAltri;36,8;36,7;+0,1\nNon si esprime;38,0;39,0;-1,0\n"
    return Made("SWG tendency", opened(csv,"swg.csv"), [Cell(a,"",v,date=d) for a,r in (("Fratelli d'Italia",(26.8,26.9)),("Partito Democratico",(20.2,20.0)),("Movimento 5 Stelle",(16.2,16.4)),("Altri",(36.8,36.7)),("Non si esprime",(38,39))) for d,v in zip(("2024-04-22","2024-04-15"),r)]+[Cell(a,"Differenza",v,unit="points",optional=True) for a,v in (("Fratelli d'Italia",-.1),("Partito Democratico",.2),("Movimento 5 Stelle",-.2),("Altri",.1),("Non si esprime",-1))])


def mrbi_changes():
    """Changes in brackets beside the percents, with a sign; a core and an adjusted figure."""
    t=ht([["","Core vote","Excluding undecided"]],[["Sinn Féin","18% (-2)","22% (-1)"],["Fine Gael","19% (+1)","23% (+2)"],["Fianna Fáil","17% (nc)","20% (nc)"],["Independents","22% (+1)","26% (-1)"],["Others","8% (nc)","9% (nc)"],["Undecided","16% (nc)",""]],"Party support")
    return Made("Ipsos MRBI", opened(page(t),"mrbi.html"), [Cell(a,g,v) for a,r in (("Sinn Féin",(18,22)),("Fine Gael",(19,23)),("Fianna Fáil",(17,20)),("Independents",(22,26)),("Others",(8,9)),("Undecided",(16,))) for g,v in zip(("Core vote","Excluding undecided"),r)])


def pew_lines():
    """Pew topline: waves down the page, footnote digits, VOL, NET with parts, '*' and '--'."""
    lines=["Q12 How much, if at all, do you trust information from national news organizations?","","                            Sep      Mar","                            2024     2023","                              %        %","NET A lot/Some               59       61","  A lot                      15       15","  Some                       44       46","NET Not too much/Not at all  41       38","  Not too much               29       27","  Not at all                 12       11","No answer                     *        1"]
    v=[("NET A lot/Some",(59,61)),("A lot",(15,15)),("Some",(44,46)),("NET Not too much/Not at all",(41,38)),("Not too much",(29,27)),("Not at all",(12,11)),("No answer",(None,1))]
    return Made("Pew nets and waves", page_of_lines([lines],"pew.pdf"), [Cell(a,"",x,date=d) for a,r in v for d,x in zip(("2024-09","2023-03"),r)])


def gallup_dates():
    """Gallup trend in HTML: dates in rows, percents across, a spread column, 'pct. pts.'."""
    t=ht([["","Approve","Disapprove","No opinion","Net approval"],["","%","%","%","pct. pts."]],[["2024 Mar 1-20","40","55","5","-15"],["2024 Feb 1-20","38","59","3","-21"],["2024 Jan 2-22","41","54","5","-13"]],"Do you approve or disapprove of the way X is handling his job?")
    d=["2024-03-01","2024-02-01","2024-01-02"]
    return Made("Gallup trend dates", opened(page(t),"g.html"), [Cell(a,w,v) for w,r in zip(("2024 Mar 1-20","2024 Feb 1-20","2024 Jan 2-22"),((40,55,5),(38,59,3),(41,54,5))) for a,v in zip(("Approve","Disapprove","No opinion"),r)]+[Cell("Net approval","",v,date=x,unit="points",optional=True) for x,v in zip(d,(-15,-21,-13))])


def quinnipiac_blocks():
    """Two blocks of groups for one question in aligned text with signs."""
    l=["5. Do you approve or disapprove of the way Congress is handling its job?","","                  Tot    Rep    Dem    Ind    Men    Wom","Approve           21%    12%    33%    18%    20%    22%","Disapprove        70     81     57     73     73     67","DK/NA              9      7     10      9      7     11","","                  AGE IN YRS","                  18-34  35-49  50-64  65+","Approve           26%    22%    19%    17%","Disapprove        60     69     73     78","DK/NA             14      9      8      5"]
    a=["Approve","Disapprove","DK/NA"]
    return Made("Quinnipiac blocks", page_of_lines([l],"q.pdf"), cells("",a,["Tot","Rep","Dem","Ind","Men","Wom"],[[21,12,33,18,20,22],[70,81,57,73,73,67],[9,7,10,9,7,11]])+cells("",a,["18-34","35-49","50-64","65+"],[[26,22,19,17],[60,69,73,78],[14,9,8,5]]))


def marist_moe():
    """Groups in rows, a column of bases and one of margins of error in points beside percents."""
    t=ht([["","Approve","Disapprove","Unsure","n","MOE"]],[["National adults","43%","52%","5%","1,305","+/- 3.4"],["Democrats","85%","11%","4%","420","+/- 5.9"],["Republicans","7%","91%","2%","398","+/- 6.1"]],"Do you approve of the job the president is doing?")
    return Made("Marist margins", opened(page(t),"m.html"), [Cell(a,g,v,n,alt=((g,a),)) for g,r,n in (("National adults",(43,52,5),1305),("Democrats",(85,11,4),420),("Republicans",(7,91,2),398)) for a,v in zip(("Approve","Disapprove","Unsure"),r)])


def moe_row():
    """A row 'Margin of error' of percents under the bases: that of a half, and of no answer."""
    rows=[["Q1. Approve?"],[None,"Total","Men","Women"],["Unweighted base","1,004","480","524"],["Margin of error (+/-)","3.1%","4.5%","4.3%"],["Approve","44%","41%","47%"],["Disapprove","50%","54%","46%"],["Unsure","6%","5%","7%"]]
    return Made("margin of error row", book(("Q1",rows)), cells("",["Approve","Disapprove","Unsure"],["Total","Men","Women"],[[44,41,47],[50,54,46],[6,5,7]],[1004,480,524]))


def morning_cells():
    """Percents with counts in brackets; whether the Total N right of them is weighted is not said."""
    rows=[["Table POL1: Right direction or wrong track"],["Demographic","Right Direction","Wrong Track","Total N"],["Registered Voters","33% (664)","67% (1341)","2005"],["Gender: Male","36% (338)","64% (600)","938"],["Gender: Female","31% (326)","69% (741)","1067"]]
    return Made("Morning Consult cells", book(("POL1",rows)), [Cell(a,g,v,None) for g,r in (("Registered Voters",(33,67)),("Gender: Male",(36,64)),("Gender: Female",(31,69))) for a,v in zip(("Right Direction","Wrong Track"),r)])


def morning_wrong_n():
    """'Total N' is weighted in a note: no unweighted base may be claimed of it?  The count of a group."""
    rows=[["Table 2. Favourability"],["Group","Favourable","Unfavourable","Don't know","Weighted N"],["All","45%","40%","15%",1000],["Men","48%","41%","11%",490],["Women","42%","39%","19%",510]]
    return Made("weighted N column", book(("T2",rows)), [Cell(a,r[0],int(v[:-1]),None,about=(("base_weighted",r[4]),),alt=((r[0],a),)) for r in rows[2:] for a,v in zip(rows[1][1:4],r[1:4])])


def acs_subject_csv():
    """ACS data profile as CSV: estimate, MOE, percent, percent MOE; controlled and not applicable."""
    csv='Label,Estimate,Margin of Error,Percent,Percent Margin of Error\nTotal population,"331,097,593",*****,"331,097,593",(X)\n    Male,"164,200,298","±6,910",49.6%,±0.1\n    Female,"166,897,295","±6,851",50.4%,±0.1\nMedian age (years),38.5,±0.1,(X),(X)\nUnder 5 years,"19,004,925","±3,621",5.7%,±0.1\n'
    return Made("ACS profile CSV", opened(csv,"acs.csv"), [Cell(a,"",p,about=(("moe",.1),),alt=((a,"Percent"),)) for a,p in (("Male",49.6),("Female",50.4),("Under 5 years",5.7))]+[Cell(a,"",v,unit="count",optional=True,alt=((a,"Estimate"),(a,"Percent"))) for a,v in (("Total population",331097593),("Male",164200298),("Female",166897295),("Median age (years)",38.5),("Under 5 years",19004925))])


def ons_marks():
    """ONS: [x], [c], [low] marks and a significance column Yes/No, percents with one decimal, limits beside."""
    rows=[["Table 4: Loneliness, percentage of adults, Great Britain"],["This worksheet uses shorthand: [c] suppressed, [x] not available, [low] rounds to zero"],["Group","Often (%)","Often LCL","Often UCL","Never (%)","Never LCL","Never UCL","Sample size"],
      ["All persons",7.1,6.3,7.9,22.4,21.0,23.8,3912],["Aged 16 to 29",9.8,7.4,12.2,15.2,12.1,18.3,512],["Aged 70+",5.0,3.9,6.1,28.9,26.6,31.2,1020],["Other","[c]","[c]","[c]","[x]","[x]","[x]",8]]
    return Made("ONS marks", book(("4",rows)), [Cell(a,r[0],r[i] if not isinstance(r[i],str) else None,r[7],alt=((r[0],a),),about=(("ci_low",r[i+1]),("ci_high",r[i+2])) if not isinstance(r[i],str) else (),optional=isinstance(r[i],str)) for r in rows[3:] for i,a in ((1,"Often (%)"),(4,"Never (%)"))])


def destatis_marks():
    """'/', '(12,3)', '–', 'x' explained below; in 1000 and in % beside each other."""
    csv="Erwerbstätige nach Stellung im Beruf;;;;\n;Insgesamt;;Frauen;\n;in 1 000;%;in 1 000;%\nInsgesamt;42 389;100;19 780;100\nSelbstständige;3 821;9,0;1 290;6,5\nBeamte;2 150;5,1;1 081;5,5\nAngestellte;30 101;71,0;15 988;80,8\nArbeiter;6 200;14,6;1 391;7,0\nMithelfende;117;0,3;(30);(0,2)\n/ = keine Angabe, da Zahlenwert nicht sicher genug; ( ) = Aussagewert eingeschränkt\n"
    v=[("Selbstständige",(9.0,6.5)),("Beamte",(5.1,5.5)),("Angestellte",(71.0,80.8)),("Arbeiter",(14.6,7.0)),("Mithelfende",(.3,.2))]
    k=[("Insgesamt",(42389,19780)),("Selbstständige",(3821,1290)),("Beamte",(2150,1081)),("Angestellte",(30101,15988)),("Arbeiter",(6200,1391)),("Mithelfende",(117,30))]
    return Made("Destatis two units", opened(csv,"d.csv"), [Cell(a,g,x) for a,r in v for g,x in zip(("Insgesamt","Frauen"),r)]+[Cell("Insgesamt",g,100,optional=True) for g in ("Insgesamt","Frauen")]+[Cell(a,g,x*m,unit="count",optional=True) for m in (1,1000) for a,r in k for g,x in zip(("Insgesamt","Frauen"),r)])


def insee_marks():
    """'nd', 'ns', 'e' behind numbers and a note; decimals with commas; a line Ensemble."""
    t=ht([["","Hommes","Femmes","Ensemble"]],[["Moins de 30 ans","12,4","15,1","13,8"],["30 à 59 ans","8,2 (e)","9,9","9,1"],["60 ans ou plus","nd","21,3","ns"],["Ensemble","10,1","13,0","11,6"]],"Taux de renoncement aux soins selon l'âge et le sexe (en %)")
    m="<p>nd : non disponible ; ns : non significatif ; (e) : estimation.</p>"
    return Made("INSEE marks", opened(page(t,after=m),"i.html"), [Cell("",a+" > "+g,v,optional=v is None or (a,g)==("30 à 59 ans","Hommes"),alt=((a,g),(g,a),("",g+" > "+a))) for a,r in (("Moins de 30 ans",(12.4,15.1,13.8)),("30 à 59 ans",(8.2,9.9,9.1)),("60 ans ou plus",(None,21.3,None)),("Ensemble",(10.1,13.0,11.6))) for g,v in zip(("Hommes","Femmes","Ensemble"),r)])


def wiki_list():
    """Wikipedia: event rows, footnotes, lead, a sample with footnote, result of an election among the polls."""
    t=ht([["Pollster","Dates conducted","Client","Sample size","Con","Lab","LD","Others","Lead"]],[["YouGov","27&ndash;29 Mar 2023","The Times","2,002","26%","<td><b>46%</b></td>","10%","18%","20"],["<td colspan='9'>27 Mar 2023 &ndash; Humza Yousaf becomes leader of the SNP</td>"],["Opinium","29&ndash;31 Mar 2023","Observer","2,050<sup>[a]</sup>","29%","<td><b>44%</b></td>","8%","19%","15"],["Savanta","31 Mar&ndash;2 Apr 2023","N/A","2,128","31%","<td><b>45%</b></td>","9%","15%","14"],["2019 general election","12 Dec 2019","&ndash;","&ndash;","43.6%","32.1%","11.6%","12.7%","11.5"]])
    rs=[("2023-03-27",2002,(26,46,10,18)),("2023-03-29",2050,(29,44,8,19)),("2023-03-31",2128,(31,45,9,15))]
    return Made("Wikipedia list with events", opened(page(t),"w.html"), [Cell(a,"",x,n,date=d) for d,n,r in rs for a,x in zip(("Con","Lab","LD","Others"),r)])


def word_html():
    """A Word table saved as HTML: paragraphs and spans in cells, hard spaces, decimal commas, base in a sentence."""
    mso=lambda s: f"<td><p class=MsoNormal><span lang=FR>{s}&nbsp;</span></p></td>"
    t="<table class=MsoTableGrid border=1>"+"".join("<tr>"+"".join(map(mso,r))+"</tr>" for r in (["","Total","Hommes","Femmes"],["Oui","45,0&nbsp;%","48,2&nbsp;%","42,1&nbsp;%"],["Non","51,5&nbsp;%","49,0&nbsp;%","53,8&nbsp;%"],["NSP","3,5&nbsp;%","2,8&nbsp;%","4,1&nbsp;%"],["Effectif brut","1&nbsp;002","478","524"]))+"</table>"
    return Made("Word as HTML", opened(page(t,"<p class=MsoNormal>Q1. Irez-vous voter&nbsp;?</p>"),"w.html"), cells("",["Oui","Non","NSP"],["Total","Hommes","Femmes"],[[45,48.2,42.1],[51.5,49,53.8],[3.5,2.8,4.1]],[1002,478,524]))


def latex_regression():
    """A regression table saved as HTML: coefficients with stars and errors below are no percents."""
    t=ht([["","(1)","(2)"]],[["Treatment","0.12**","0.10*"],["","(0.05)","(0.05)"],["Age","","0.01"],["","","(0.01)"],["Constant","0.45***","0.40***"],["","(0.03)","(0.08)"],["N","1,204","1,198"],["R2","0.02","0.05"]],"Table 2: OLS estimates")
    return Made("regression table", opened(page(t,after="<p>Standard errors in parentheses. * p&lt;0.1, ** p&lt;0.05, *** p&lt;0.01</p>"),"r.html"), [])


def timss_cells():
    """Percent with SE in brackets within the cell, and an average achievement beside, countries in rows."""
    t=ht([["Country","<th colspan='2'>Like learning</th>","<th colspan='2'>Do not like learning</th>"],["","Percent of students","Average achievement","Percent of students","Average achievement"]],[["Albania","72 (1.4)","500 (3.5)","28 (1.4)","470 (4.1)"],["Chile","r 41 (1.2)","449 (2.9)","59 (1.2)","430 (2.8)"],["Japan","33 (1.0)","610 (2.4)","67 (1.0)","580 (1.9)"]],"Exhibit 11.1: Students like learning mathematics")
    n="<p>( ) Standard errors appear in parentheses. An \"r\" indicates data are available for at least 70% of students.</p>"
    cs=[Cell(a,c,v,about=(("std_error",s),),optional=c=="Chile",alt=((c,a),)) for c,r in (("Albania",((72,1.4),(28,1.4))),("Chile",((41,1.2),(59,1.2))),("Japan",((33,1.0),(67,1.0)))) for a,(v,s) in zip(("Like learning > Percent of students","Do not like learning > Percent of students"),r)]
    cs+=[Cell(a,c,v,about=(("std_error",s),),optional=c=="Chile",alt=((c,a),)) for c,r in (("Albania",((72,1.4),(28,1.4))),("Chile",((41,1.2),(59,1.2))),("Japan",((33,1.0),(67,1.0)))) for a,(v,s) in zip(("Like learning","Do not like learning"),r)]
    cs=[Cell(c.answer,c.group,c.value,about=c.about,optional=c.optional or i<6,alt=c.alt) for i,c in enumerate(cs)]
    cs+=[Cell(a,c,v,unit="mean",optional=True,alt=((c,a),(b,c),(c,b))) for c,r in (("Albania",(500,470)),("Chile",(449,430)),("Japan",(610,580))) for a,b,v in zip(("Like learning > Average achievement","Do not like learning > Average achievement"),("Like learning","Do not like learning"),r)]
    return Made("TIMSS cells", opened(page(t,after=n),"t.html"), cs)


def footnote_labels():
    """Footnote digits stuck to labels and numbers: 'Democrats1', '45%2'."""
    t=ht([["","Total","Men","Women"]],[["Approve<sup>1</sup>","45%<sup>2</sup>","41%","49%"],["Disapprove","50%","54%","46%"],["Refused<sup>3</sup>","5%","5%","5%"],["Unweighted N","1,000","480","520"]],"Approval of the mayor")
    return Made("footnotes in cells", opened(page(t,after="<p>1 Strongly or somewhat. 2 Highest since 2019.</p>"),"f.html"), cells("",["Approve","Disapprove","Refused"],["Total","Men","Women"],[[45,41,49],[50,54,46],[5,5,5]],[1000,480,520]))


def footnote_digits_text():
    """The same as text of CSV, where the digit is stuck to the label and to a number without sign."""
    csv="Approval (%),,,\n,Total,Men,Women\nApprove1,45,41,49\nDisapprove,50,54,46\nRefused2,5,5,5\nUnweighted N,1000,480,520\n1 Strongly or somewhat,,,\n2 Volunteered,,,\n"
    return Made("footnote digits", opened(csv,"f.csv"), [Cell(a,g,v,n,alt=((b,g),)) for a,b,r in (("Approve1","Approve",(45,41,49)),("Disapprove","Disapprove",(50,54,46)),("Refused2","Refused",(5,5,5))) for g,v,n in zip(("Total","Men","Women"),r,(1000,480,520))])


def ruled_continued():
    """A ruled table over two pages marked continued, whose second page has other answers and no bases."""
    h=["","Total","Men","Women"]
    p1=[h,["Unweighted base","1200","590","610"],["Price","61%","58%","64%"],["Quality","55%","57%","53%"]]
    p2=[h,["Brand","22%","25%","19%"],["None of these","8%","7%","9%"]]
    return Made("ruled continued", ruled([[("text","Table 9. What matters to you? Several answers possible"),("table",p1,[150,80,80,80])],[("text","Table 9. What matters to you? Several answers possible (Continued)"),("table",p2,[150,80,80,80])]],"c.pdf"), cells("",["Price","Quality","Brand","None of these"],["Total","Men","Women"],[[61,58,64],[55,57,53],[22,25,19],[8,7,9]],[1200,590,610]))


def ruled_not_continued():
    """The same without 'Continued': the second page has no base."""
    h=["","Total","Men","Women"]
    p1=[h,["Unweighted base","1200","590","610"],["Yes","61%","58%","64%"],["No","39%","42%","36%"]]
    p2=[h,["Yes","22%","25%","19%"],["No","78%","75%","81%"]]
    return Made("ruled, next question", ruled([[("text","Table 9. Do you cook?"),("table",p1,[150,80,80,80])],[("text","Table 10. Do you bake? (those who cook)"),("table",p2,[150,80,80,80])]],"c.pdf"), cells("cook",["Yes","No"],["Total","Men","Women"],[[61,58,64],[39,42,36]],[1200,590,610])+cells("bake",["Yes","No"],["Total","Men","Women"],[[22,25,19],[78,75,81]]))


def comres_filter():
    """A base in a sentence of the title, for Total only; the groups have none."""
    rows=[["Q6. Which comes closest to your view?"],["Base: all respondents (n=2,046)"],[None,"Total","Male","Female"],["Too much",*(.4,.45,.35)],["Too little",*(.35,.3,.4)],["About right",*(.25,.25,.25)]]
    return Made("ComRes filter line", book(("Q6",rows,(),{"B4:D6":"0%"})), [Cell(a,g,v,2046 if g=="Total" else None) for a,r in (("Too much",(40,45,35)),("Too little",(35,30,40)),("About right",(25,25,25))) for g,v in zip(("Total","Male","Female"),r)])


def abacus_html_year():
    """Dates across by month, a column headed 2021 election result: no poll."""
    t=ht([["","Mar 2024","Apr 2024","2021 election result"]],[["Conservative","41%","43%","34%"],["Liberal","24%","24%","33%"],["NDP","19%","18%","18%"],["Other","16%","15%","15%"]],"Federal vote intention, decided voters")
    return Made("Abacus waves and result", opened(page(t),"a.html"), [Cell(a,d,v) for a,r in (("Conservative",(41,43)),("Liberal",(24,24)),("NDP",(19,18)),("Other",(16,15))) for d,v in zip(("Mar 2024","Apr 2024"),r)]+[Cell(a,"2021 election result",v,optional=True) for a,v in (("Conservative",34),("Liberal",33),("NDP",18),("Other",15))])


def yougov_fraction_csv():
    """Tracker: dates in rows, fractions 0.45 in a CSV, a base in a column."""
    csv="Date,Approve,Disapprove,Don't know,Unweighted base\n2024-01-08,0.25,0.61,0.14,2024\n2024-01-15,0.24,0.63,0.13,2011\n2024-01-22,0.27,0.60,0.13,2066\n"
    return Made("tracker of fractions", opened(csv,"t.csv"), [Cell(a,"",v,n,date=d) for d,r,n in (("2024-01-08",(25,61,14),2024),("2024-01-15",(24,63,13),2011),("2024-01-22",(27,60,13),2066)) for a,v in zip(("Approve","Disapprove","Don't know"),r)])


def change_column_unsigned():
    """A change column whose heading says 'Change since 2022' and whose numbers carry percent signs."""
    t=ht([["Group","2022","2024","Change since 2022"]],[["All","30%","34%","4%"],["Men","28%","31%","3%"],["Women","32%","37%","5%"]],"Share who use the service weekly")
    return Made("changes with percent signs", opened(page(t),"ch.html"), [Cell(g,d,v) for g,r in (("All",(30,34)),("Men",(28,31)),("Women",(32,37))) for d,v in zip(("2022","2024"),r)]+[Cell("Change since 2022",g,v,unit="points",optional=True,alt=((g,"Change since 2022"),)) for g,v in (("All",4),("Men",3),("Women",5))])


def difference_row():
    """A row 'Difference' under groups in rows, with percent signs."""
    rows=[["Q8. Have you ever volunteered?"],["Group","Unweighted base","Yes","No"],["Men",480,"40%","60%"],["Women",520,"46%","54%"],["Difference (women - men)",None,"6%","-6%"]]
    return Made("difference row", book(("Q8",rows)), [Cell(a,g,v,n,alt=((g,a),)) for g,n,r in (("Men",480,(40,60)),("Women",520,(46,54))) for a,v in zip(("Yes","No"),r)]+[Cell(a,"Difference (women - men)",v,unit="points",optional=True) for a,v in (("Yes",6),("No",-6))])


def lead_row():
    """A row 'Lead' and one 'Swing' with percent signs under answers."""
    rows=[["Voting intention"],[None,"Total","Men","Women"],["Unweighted base",1000,480,520],["Con","38%","40%","36%"],["Lab","42%","39%","45%"],["Other","20%","21%","19%"],["Labour lead","4%","-1%","9%"],["Swing","2%","1%","3%"]]
    return Made("lead and swing rows", book(("VI",rows)), cells("",["Con","Lab","Other"],["Total","Men","Women"],[[38,40,36],[42,39,45],[20,21,19]],[1000,480,520])+[Cell(a,g,v,n,unit="points",optional=True) for a,r in (("Labour lead",(4,-1,9)),("Swing",(2,1,3))) for g,v,n in zip(("Total","Men","Women"),r,(1000,480,520))])


def response_rate_row():
    """Rows of response rate and of share of sample among the rows of bases."""
    rows=[["Q1. Approve?"],[None,"Total","Men","Women"],["Unweighted base",1000,480,520],["% of sample","100%","48%","52%"],["Response rate","12%","11%","13%"],["Approve","44%","41%","47%"],["Disapprove","56%","59%","53%"]]
    return Made("response rate row", book(("Q1",rows)), cells("",["Approve","Disapprove"],["Total","Men","Women"],[[44,41,47],[56,59,53]],[1000,480,520])+[Cell(a,g,v,n,optional=True) for a,r in (("% of sample",(100,48,52)),("Response rate",(12,11,13))) for g,v,n in zip(("Total","Men","Women"),r,(1000,480,520))])


MAKERS=[v for k,v in list(globals().items()) if callable(v) and getattr(v,"__module__","")==__name__]
