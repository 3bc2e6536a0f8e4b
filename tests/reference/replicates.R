# Values of R's survey package for tests/survey/test_make_replicates.py.
# Rscript tests/reference/replicates.R > tests/reference/replicates_r.csv
suppressPackageStartupMessages(library(survey))
cat(sprintf("# %s, survey %s, tests/reference/replicates.R, %s\n", R.version.string,
            packageVersion("survey"), Sys.Date()))
cat("case,variable,estimator,estimate,std_error,df\n")
i <- 0:47
d <- data.frame(stratum = i %/% 12, cluster = i %/% 6, weight = 3 + (i * 7) %% 11,
                y = ((i * 37) %% 101) / 7, x = 1 + ((i * 53) %% 29) / 5, clusters = 20,
                in_stratum = 5 + i %/% 12)
designs <- list(
  plain = svydesign(id = ~cluster, weights = ~weight, data = d),
  plain_fpc = svydesign(id = ~cluster, weights = ~weight, fpc = ~clusters, data = d),
  strata = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
  strata_fpc = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight,
                         fpc = ~in_stratum, data = d),
  rows = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d))
row <- function(case, variable, estimator, r, df)
  cat(sprintf("%s,%s,%s,%.15g,%.15g,%.15g\n", case, variable, estimator, coef(r), SE(r), df))
all <- function(case, design) {
  df <- degf(design)
  row(case, "y", "total", svytotal(~y, design), df)
  row(case, "x", "total", svytotal(~x, design), df)
  row(case, "y", "mean", svymean(~y, design), df)
  row(case, "y/x", "ratio", svyratio(~y, ~x, design), df)
}
for (mse in c(FALSE, TRUE)) {
  name <- function(key) paste0(key, if (mse) "_mse" else "")
  all(name("jk1 plain"), as.svrepdesign(designs$plain, type = "JK1", mse = mse))
  all(name("jk1 plain_fpc"), as.svrepdesign(designs$plain_fpc, type = "JK1", mse = mse))
  all(name("jkn strata"), as.svrepdesign(designs$strata, type = "JKn", mse = mse))
  all(name("jkn strata_fpc"), as.svrepdesign(designs$strata_fpc, type = "JKn", mse = mse))
  all(name("jkn rows"), as.svrepdesign(designs$rows, type = "JKn", mse = mse))
  all(name("brr strata"), as.svrepdesign(designs$strata, type = "BRR", mse = mse))
  all(name("fay strata"), as.svrepdesign(designs$strata, type = "Fay", fay.rho = 0.3, mse = mse))
}
