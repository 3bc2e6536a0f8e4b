# Reference values of inequality and poverty on data made by formula: R's convey and laeken.
# Rscript tests/reference/inequality.R > tests/reference/inequality_r.csv
suppressMessages({library(survey); library(convey); library(laeken)})
i <- 0:239
x <- data.frame(
  stratum = i %/% 60, cluster = i %/% 6, wt = 1 + (i * 7) %% 11 / 4,
  grp = c("a", "b")[((i * 5) %% 7 > 3) + 1],
  income = round(exp(9 + 0.7 * qnorm(((i * 89) %% 240 + 0.5) / 240)), 2)
)
plain <- convey_prep(svydesign(~cluster, strata = ~stratum, weights = ~wt, data = x))
jkn <- convey_prep(as.svrepdesign(plain, type = "JKn", mse = TRUE))
cat("# R ", paste(R.version$major, R.version$minor, sep = "."), ", convey ",
  as.character(packageVersion("convey")), ", laeken ", as.character(packageVersion("laeken")),
  ", survey ", as.character(packageVersion("survey")), ", ", format(Sys.Date()), "\n", sep = "")
cat("package,design,where,measure,at,estimate,std_error\n")
row <- function(package, design, where, measure, at, estimate, error = NA)
  cat(sprintf("%s,%s,%s,%s,%s,%.15g,%.15g\n", package, design, where, measure, at, estimate, error))
for (name in c("plain", "jkn")) for (where in c("all", "a")) {
  d <- get(name)
  if (where == "a") d <- subset(d, grp == "a")
  found <- svygei(~income, d, epsilon = 1)
  row("convey", name, where, "theil", "", coef(found), SE(found))
  for (e in c(0.5, 1, 2)) {
    found <- svyatk(~income, d, epsilon = e)
    row("convey", name, where, "atkinson", e, coef(found), SE(found))
  }
  if (name == "plain") {
    row("convey", name, where, "poverty_rate", "", coef(svyarpr(~income, d)))
    row("convey", name, where, "poverty_gap", "", coef(svyrmpg(~income, d)))
  }
}
row("convey", "plain", "all", "poverty_line", "", coef(svyarpt(~income, plain)))
for (p in c(0.2, 0.5, 0.8))
  row("convey", "plain", "all", "lorenz", p,
    coef(svylorenz(~income, plain, quantiles = p, plot = FALSE)))
for (where in c("all", "a")) {
  own <- if (where == "a") x[x$grp == "a", ] else x
  row("laeken", "plain", where, "gini", "", gini(own$income, own$wt)$value / 100)
}
# the rates of both groups below everybody's line, whose error is not given here
rates <- arpr(x$income, x$wt, breakdown = x$grp)$valueByStratum
row("laeken", "plain", "a", "poverty_rate", "", rates$value[rates$stratum == "a"] / 100)
# each replicate by itself: laeken has no replicate weights
w <- weights(jkn, "analysis")
again <- apply(w, 2, function(v) gini(x$income[v > 0], v[v > 0])$value / 100)
whole <- gini(x$income, x$wt)$value / 100
row("laeken", "jkn", "all", "gini", "", whole,
  sqrt(sum(jkn$scale * jkn$rscales * (again - whole)^2)))
