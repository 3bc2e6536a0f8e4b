# Lower limits of two families of short exact intervals, from the packages that offer them: run with
#   Rscript tests/reference/shortest.R > tests/reference/shortest_r.csv
# ExactCIone::WbinoCI (about 7 digits) and BlythStillCasellaCI::blyth.still.casella (7 digits asked).
library(ExactCIone)
library(BlythStillCasellaCI)
version <- function(p) paste(p, packageVersion(p))
cat("# R", paste(R.version$major, R.version$minor, sep = "."), format(Sys.Date()), "shortest.R;",
    version("ExactCIone"), version("BlythStillCasellaCI"), "\n")
cat("method,nobs,confidence_level,lows\n")
line <- function(method, n, level, low)
  cat(method, ",", n, ",", level, ",", paste(sprintf("%.7f", low), collapse = " "), "\n", sep = "")
for (n in c(1, 2, 3, 5, 8, 12, 20, 29, 40, 75)) for (level in c(0.5, 0.8, 0.95, 0.99)) {
  low <- WbinoCI(0, n, level, details = TRUE)$CIM
  line("wang", n, level, as.data.frame(low)$lower)
  low <- blyth.still.casella(n, alpha = 1 - level, digits = 7)
  line("blyth_still_casella", n, level, low[, 1])
}
