# Reference values of t and rank tests by R's survey package, on data made by formula.
# Rscript tests/reference/survey_tests.R > tests/reference/survey_tests_r.csv
suppressMessages(library(survey))
i <- 0:119
x <- data.frame(
  stratum = i %/% 30, cluster = i %/% 5, wt = 1 + (i * 7) %% 11 / 4,
  grp = c("a", "b")[((i * 5) %% 7 > 3) + 1], kind = c("p", "q", "r")[((i * 3) %% 8) %/% 3 + 1],
  tie = (i * 13) %% 9, N = c(40, 20, 30, 6)[i %/% 30 + 1]
)
x$grp <- factor(x$grp)
x$y <- (i * 37) %% 101 / 4 + 5 * (x$grp == "b")
x$z <- x$y + (i * 17) %% 23 / 2 - 5
x$y[i %% 29 == 0] <- NA
plain <- svydesign(~cluster, strata = ~stratum, weights = ~wt, data = x)
designs <- list(
  plain = plain,
  fpc = svydesign(~cluster, strata = ~stratum, weights = ~wt, fpc = ~N, data = x),
  jkn = as.svrepdesign(plain, type = "JKn", mse = TRUE)
)
cat("# R ", paste(R.version$major, R.version$minor, sep = "."), ", survey ",
  as.character(packageVersion("survey")), ", ", format(Sys.Date()), "\n", sep = "")
cat("design,where,test,formula,estimate,statistic,df1,df2,p_value,ci_low,ci_high\n")
line <- function(design, where, test, formula, ...) {
  numbers <- vapply(c(...), function(v) if (is.na(v)) "" else sprintf("%.17g", v), "")
  cat(paste(c(design, where, test, formula, numbers), collapse = ","), "\n", sep = "")
}
for (name in names(designs)) for (where in c("all", "part")) {
  d <- designs[[name]]
  if (where == "part") d <- subset(d, tie > 1)
  # R 4.5 gives NA for one sample with missing answers.
  for (f in list(y ~ grp, z ~ 0, I(z - tie) ~ 0)) {
    t <- svyttest(f, d)
    line(name, where, "t", deparse(f), t$estimate, t$statistic, NA, t$parameter, t$p.value, t$conf.int)
  }
  for (test in c("wilcoxon", "vanderWaerden", "median", "KruskalWallis"))
    for (f in list(y ~ grp, tie ~ grp, y ~ kind, tie ~ kind)) {
      r <- svyranktest(f, d, test = test)
      if (all.vars(f)[2] == "grp") line(name, where, test, deparse(f), r$estimate, r$statistic, 1, r$parameter, r$p.value, NA, NA)
      else line(name, where, test, deparse(f), NA, r$parameter / r$statistic, r$statistic, r$ddf, r$p.value, NA, NA)
    }
}
