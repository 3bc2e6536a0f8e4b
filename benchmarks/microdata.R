# R survey on the same columns: Rscript microdata.R TASK FOLDER ROWS ROUNDS; prints JSON.
suppressMessages(library(survey))
a <- commandArgs(TRUE); task <- a[1]; folder <- a[2]; n <- as.integer(a[3]); rounds <- as.integer(a[4])
column <- function(name, what) readBin(file.path(folder, paste0(name, ".bin")), what, n, size = if (what == "double") 8 else 4)
df <- data.frame(y = column("y", "double"), w = column("w", "double"), dom = factor(column("dom", "integer")),
                 cat = factor(column("cat", "integer")), stratum = column("stratum", "integer"), psu = column("psu", "integer"))
replicated <- grepl("r$|^2", task)
built <- system.time(des <- if (replicated) {
  w <- matrix(readBin(file.path(folder, "replicates.bin"), "double", n * 80), n, 80, byrow = TRUE)
  svrepdesign(data = df, weights = df$w, repweights = w, type = "ACS", combined.weights = TRUE, mse = TRUE, degf = 79)
} else svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = df))[["elapsed"]]
run <- switch(substr(task, 1, 1),
  "1" = function() if (task == "1a") svymean(~y, des) else svyby(~y, ~dom, des, svymean),
  "2" = function() if (task == "2a") svymean(~y, des) else svyby(~y, ~dom, des, svymean),
  "3" = function() svyby(~cat, ~dom, des, svymean),
  "4" = function() svyby(~y, ~dom, des, svyquantile, quantiles = 0.5, ci = TRUE, vartype = "se"))
seconds <- sapply(seq_len(rounds), function(i) system.time(run())[["elapsed"]])
line <- grep("VmHWM", readLines("/proc/self/status"), value = TRUE)
peak <- as.numeric(gsub("\\D", "", line)) * 1024
cat(sprintf('{"seconds": %.6f, "built": %.6f, "peak": %.0f, "peak_ratio": null}\n', median(seconds), built, peak))
