# Values of base R for tests/statistics/test_comparisons.py.
# Rscript tests/reference/comparisons.R > tests/reference/comparisons_r.csv
cat(sprintf("# %s, tests/reference/comparisons.R, %s\n", R.version.string, Sys.Date()))
cat("what,arguments,statistic,df,p\n")
row <- function(what, arguments, statistic, df, p)
  cat(sprintf("%s,%s,%.15g,%.15g,%s\n", what, arguments, statistic, df,
              paste(sprintf("%.15g", p), collapse = " ")))
ps <- c(0.0004, 0.012, 0.012, 0.03, 0.041, 0.2, 0.5, 0.9, 1)
for (m in c("holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "none"))
  row("adjust", m, NA, NA, p.adjust(ps, m))
x <- c(83, 90, 129, 70); n <- c(86, 93, 136, 82)
for (m in c("holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "none")) {
  p <- suppressWarnings(pairwise.prop.test(x, n, p.adjust.method = m))$p.value
  row("pairwise", m, NA, NA, p[lower.tri(p, diag = TRUE)])
}
for (t in list(c(59, 6, 16, 80), c(10, 5, 5, 10), c(794, 150, 86, 570), c(3, 40, 1, 9))) {
  for (correct in c(FALSE, TRUE)) {
    r <- mcnemar.test(matrix(t, 2, byrow = TRUE), correct = correct)
    row(if (correct) "mcnemar_chisq_cc" else "mcnemar_chisq", paste(t, collapse = " "),
        r$statistic, r$parameter, r$p.value)
  }
  for (side in c("two.sided", "less", "greater"))
    row(paste0("mcnemar_exact ", side), paste(t, collapse = " "), t[2], NA,
        binom.test(t[2], t[2] + t[3], alternative = side)$p.value)
}
for (t in list(c(252, 148, 221, 179), c(12, 5, 7, 9, 30, 14), c(3, 1, 4, 1, 5, 9))) {
  r <- suppressWarnings(chisq.test(matrix(t, 2, byrow = TRUE), correct = FALSE))
  row("chisq", paste(t, collapse = " "), r$statistic, r$parameter, r$p.value)
}
r <- suppressWarnings(prop.test(x, n)); row("equal", "", r$statistic, r$parameter, r$p.value)
for (s in list(1:4, c(0, 1, 2, 5), c(1960, 1990, 2000, 2020))) {
  r <- prop.trend.test(x, n, s)
  row("trend", paste(s, collapse = " "), r$statistic, r$parameter, r$p.value)
}
