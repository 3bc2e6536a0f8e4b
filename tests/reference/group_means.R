# Reference F tests that the means of several groups are the same, on data made by formula.
# Rscript tests/reference/group_means.R > tests/reference/group_means_r.csv
suppressMessages(library(survey))
i <- 0:119
x <- data.frame(
  stratum = i %/% 30, cluster = i %/% 5, wt = 1 + (i * 7) %% 11 / 4,
  grp = c("a", "b")[((i * 5) %% 7 > 3) + 1], kind = c("p", "q", "r")[((i * 3) %% 8) %/% 3 + 1],
  tie = (i * 13) %% 9, N = c(40, 20, 30, 6)[i %/% 30 + 1]
)
x$five <- factor(x$tie %% 5)
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
cat("design,where,variable,by,statistic,df1,df2,p_value\n")
for (name in names(designs)) for (where in c("all", "part")) {
  d <- designs[[name]]
  if (where == "part") d <- subset(d, tie > 1)
  for (f in list(y ~ kind, z ~ kind, tie ~ kind, z ~ five)) {
    r <- regTermTest(svyglm(f, d), all.vars(f)[2])
    cat(paste(name, where, all.vars(f)[1], all.vars(f)[2], sprintf("%.17g", r$Ftest), r$df, r$ddf,
      sprintf("%.17g", r$p), sep = ","), "\n", sep = "")
  }
}
