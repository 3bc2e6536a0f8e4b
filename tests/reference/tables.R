# Values of R's survey package for tests/survey/test_chi_square.py.
# Rscript tests/reference/tables.R > tests/reference/tables_r.csv
suppressPackageStartupMessages(library(survey))
cat(sprintf("# %s, survey %s, tests/reference/tables.R, %s\n", R.version.string,
            packageVersion("survey"), Sys.Date()))
cat("design,rows,columns,where,key,statistic,df1,df2,p_value\n")
i <- 0:239
d <- data.frame(stratum = i %/% 60, cluster = i %/% 12, weight = 3 + (i * 7) %% 11, size = 9,
                a = (i * 5 + i %/% 7) %% 3, b = (i * 11 + i %/% 5) %% 4, young = i %% 3 > 0)
d$c <- ifelse(d$a == 0, i %% 2, i %% 3)             # nobody is in cell (0, 2)
d$e <- ifelse(i %% 17 == 0, NA, (d$b + i %% 2) %% 3)
designs <- list(
  strata = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d),
  fpc = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~size, data = d),
  rows = svydesign(id = ~1, weights = ~weight, data = d))
designs$jkn <- as.svrepdesign(designs$strata, type = "JKn")
for (name in names(designs)) for (pair in c("a,b", "a,c", "b,e", "c,b"))
  for (where in c("", "young")) for (key in c("F", "Chisq", "Wald", "adjWald")) {
    both <- strsplit(pair, ",")[[1]]
    design <- designs[[name]]
    if (where == "young") design <- subset(design, young)
    # svychisq counts rows without an answer in N, and their units in its degrees of freedom; a subset
    # of who answered does not
    if ("e" %in% both) design <- subset(design, !is.na(e))
    f <- as.formula(paste0("~", both[1], "+", both[2]))
    r <- suppressWarnings(svychisq(f, design, statistic = key))
    second <- if (length(r$parameter) > 1) r$parameter[[2]] else NA
    cat(sprintf("%s,%s,%s,%s,%.15g,%.15g,%.15g,%.15g\n", name, pair, where, key, r$statistic,
                r$parameter[[1]], second, r$p.value))
  }
