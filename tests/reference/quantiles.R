# Reference values of quantiles by R's survey package, on data made by formula.
# Rscript tests/reference/quantiles.R > tests/reference/quantiles_r.csv
# R's "shahvaish" is left out: it depends on the unit of the weights. u has no ties, among which
# its "hf4" to "hf9" go by the order of rows; no share is exactly reached.
suppressMessages(library(survey))
i <- 0:119
x <- data.frame(
  stratum = i %/% 30, cluster = i %/% 5, wt = 1 + (i * 7) %% 11 / 4, all = 1,
  kind = c("p", "q", "r")[((i * 3) %% 8) %/% 3 + 1], tie = (i * 13) %% 9,
  N = c(40, 20, 30, 6)[i %/% 30 + 1], u = (i * 37) %% 127 / 4
)
x$m <- ifelse(i %% 29 == 0, NA, x$u)
again <- outer(i, 1:20, function(i, k) x$wt * (1 + ((i * k) %% 7 %% 3 - 1) / 2))
again[outer(i %/% 5, 1:20, function(c, k) (c + k) %% 10 == 0)] <- 0
plain <- svydesign(~cluster, strata = ~stratum, weights = ~wt, data = x)
designs <- list(
  plain = plain,
  fpc = svydesign(~cluster, strata = ~stratum, weights = ~wt, fpc = ~N, data = x),
  jkn = as.svrepdesign(plain, type = "JKn", mse = TRUE),
  own = svrepdesign(
    weights = ~wt, repweights = again, data = x, type = "other", scale = 1 / 20,
    rscales = rep(1, 20), mse = FALSE
  )
)
rules <- c("math", "school", paste0("hf", 1:9))
cat("# R ", paste(R.version$major, R.version$minor, sep = "."), ", survey ",
  as.character(packageVersion("survey")), ", ", format(Sys.Date()), "\n", sep = "")
cat("design,where,variable,rule,interval,quantile,estimate,ci_low,ci_high,std_error,df\n")
ask <- function(design, where, variable, rule, interval) {
  d <- designs[[design]]
  if (where != "all") d <- subset(d, kind == where)
  q <- c(0.21, 0.48, 0.87)
  found <- svyquantile(
    reformulate(variable), d, q,
    qrule = rule, interval.type = interval, na.rm = TRUE
  )[[1]]
  df <- degf(d[!is.na(x[rownames(d$variables), variable]), ])
  for (k in seq_along(q)) {
    numbers <- c(q[k], found[k, ], df)
    numbers <- ifelse(is.na(numbers), "", sprintf("%.17g", numbers))
    cat(paste(c(design, where, variable, rule, interval, numbers), collapse = ","), "\n", sep = "")
  }
}
for (rule in rules) {
  for (design in c("plain", "jkn")) ask(design, "all", "u", rule, "mean")
  ask("fpc", "all", "m", rule, "xlogit")
  ask("own", "all", "m", rule, "quantile")
  ask("own", "q", "m", rule, "quantile")
  for (where in c("p", "q", "r")) ask("plain", where, "m", rule, "beta")
}
for (interval in c("mean", "xlogit", "beta", "asin")) {
  for (design in names(designs)) {
    for (where in c("all", "r")) ask(design, where, "m", "math", interval)
  }
}
for (rule in c("math", "school", "hf3")) {
  ask("plain", "all", "tie", rule, "mean")
  ask("own", "all", "tie", rule, "quantile")
  ask("own", "p", "tie", rule, "mean")
}
