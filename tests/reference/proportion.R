# Reference limits for one proportion from base R: run with
#   Rscript tests/reference/proportion.R > tests/reference/proportion_r.csv
# prop.test: Wilson, with and without continuity correction; binom.test: Clopper-Pearson;
# qbeta: Jeffreys, mid-P by uniroot on the definition.
mid_p_limit <- function(x, n, tail, upper) {
  if (!upper && x == 0) return(0)
  if (upper && x == n) return(1)
  excess <- function(p) {
    inner <- if (upper) pbinom(x - 1, n, p) else pbinom(x, n, p, lower.tail = FALSE)
    inner + dbinom(x, n, p) / 2 - tail
  }
  uniroot(excess, c(1e-12, 1 - 1e-12), tol = 1e-15)$root
}
cat("# R", paste(R.version$major, R.version$minor, sep = "."), format(Sys.Date()), "proportion.R\n")
cat("method,count,nobs,confidence_level,alternative,low,high\n")
row <- function(...) cat(paste(sapply(list(...), function(v)
  if (is.character(v)) v else sprintf("%.15g", v)), collapse = ","), "\n", sep = "")
bases <- list(c(252, 400), c(250, 400), c(254, 400), c(104, 400), c(0, 20), c(20, 20), c(1, 20),
              c(3, 10), c(1, 1), c(0, 1), c(81, 263), c(15, 148), c(999, 1000))
for (b in bases) for (level in c(0.8, 0.95, 0.999)) {
  x <- b[1]; n <- b[2]
  for (alt in c("two.sided", "less", "greater")) {
    name <- if (alt == "two.sided") "two-sided" else alt
    tail <- if (alt == "two.sided") (1 - level) / 2 else 1 - level
    ci <- suppressWarnings(prop.test(x, n, conf.level = level, alternative = alt, correct = FALSE))$conf.int
    row("wilson", x, n, level, name, ci[1], ci[2])
    ci <- binom.test(x, n, conf.level = level, alternative = alt)$conf.int
    row("clopper_pearson", x, n, level, name, ci[1], ci[2])
    low <- if (x == 0 || alt == "less") 0 else qbeta(tail, x + 0.5, n - x + 0.5)
    high <- if (x == n || alt == "greater") 1 else qbeta(tail, x + 0.5, n - x + 0.5, lower.tail = FALSE)
    row("jeffreys", x, n, level, name, low, high)
    low <- if (alt == "less") 0 else mid_p_limit(x, n, tail, FALSE)
    high <- if (alt == "greater") 1 else mid_p_limit(x, n, tail, TRUE)
    row("mid_p", x, n, level, name, low, high)
  }
  # prop.test caps the correction at |x - n/2|; away from n/2 it is Newcombe's method 4.
  if (abs(x - n / 2) >= 0.5) {
    ci <- suppressWarnings(prop.test(x, n, conf.level = level))$conf.int
    row("wilson_cc", x, n, level, "two-sided", ci[1], ci[2])
  }
}
