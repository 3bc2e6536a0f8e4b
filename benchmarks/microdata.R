# R survey on the same columns, an answer for each line of input: Rscript microdata.R TASK FOLDER ROWS
suppressMessages(library(survey))
a <- commandArgs(TRUE); task <- a[1]; folder <- a[2]; n <- as.integer(a[3])
column <- function(name, what) readBin(file.path(folder, paste0(name, ".bin")), what, n, size = if (what == "double") 8 else 4)
df <- data.frame(y = column("y", "double"), w = column("w", "double"), dom = factor(column("dom", "integer")),
                 cat = factor(column("cat", "integer")), stratum = column("stratum", "integer"), psu = column("psu", "integer"))
replicated <- grepl("r$|^2", task)
if (replicated) w <- matrix(readBin(file.path(folder, "replicates.bin"), "double", n * 80), n, 80, byrow = TRUE)
design <- function() if (replicated) {
  svrepdesign(data = df, weights = df$w, repweights = w, type = "ACS", combined.weights = TRUE, mse = TRUE, degf = 79)
} else svydesign(ids = ~psu, strata = ~stratum, weights = ~w, data = df)
answer <- switch(substr(task, 1, 1),
  "1" = function(des) if (task == "1a") svymean(~y, des) else svyby(~y, ~dom, des, svymean),
  "2" = function(des) if (task == "2a") svymean(~y, des) else svyby(~y, ~dom, des, svymean),
  "3" = function(des) svyby(~cat, ~dom, des, svymean))
memory <- function(name) as.numeric(gsub("\\D", "", grep(name, readLines("/proc/self/status"), value = TRUE))) / 1024
listed <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
# one domain's levels after the other
flat <- function(x) as.vector(t(matrix(x, nrow = if (substr(task, 1, 1) == "3") nlevels(df$dom) else 1)))
cat(sprintf('{"held": %.1f}\n', memory("VmRSS")))
input <- file("stdin", "r"); first <- TRUE; des <- NULL; built <- 0
while (length(readLines(input, 1))) {
  before <- memory("VmRSS"); try(cat("5", file = "/proc/self/clear_refs"), silent = TRUE)
  start <- proc.time()
  if (first) { des <- design(); built <- (proc.time() - start)[["elapsed"]] }
  found <- answer(des)
  took <- proc.time() - start
  cat(sprintf('{"seconds": %.6f, "used": %.6f, "memory": %.1f', took[["elapsed"]], took[["user.self"]] + took[["sys.self"]],
              memory("VmHWM") - before))
  if (first) cat(sprintf(', "design": %.6f, "estimates": %s, "errors": %s', built, listed(flat(coef(found))), listed(flat(unlist(SE(found))))))
  cat("}\n"); first <- FALSE
}
