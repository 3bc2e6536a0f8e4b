# Means, medians, shares and differences of columns, as crosstabs have them, by R's survey package.
# Rscript tests/reference/crosstab.R [folder of apistrat.csv and nhanes.csv] > tests/reference/crosstab_r.csv
# Of the project's own survey, and where the folder is given, of two public ones.
suppressMessages(library(survey))
folder <- commandArgs(TRUE)
cat(sprintf("# R %s, survey %s, %s\n", getRversion(), packageVersion("survey"), Sys.Date()))
cat("case,statistic,column,value\n")
say <- function(case, statistic, column, value)
  cat(sprintf("%s,%s,%s,%.17g", case, statistic, column, value), sep = "\n")

# A column's mean less the total's: the columns' respondents are in both
against_total <- function(design, y, inside) {
  answered <- !is.na(y)
  design <- update(design, .y = ifelse(answered, y, 0), .a = as.numeric(answered),
                   .g = as.numeric(answered & inside), .yg = ifelse(answered & inside, y, 0),
                   .r = as.numeric(answered & !inside), .yr = ifelse(answered & !inside, y, 0))
  totals <- svytotal(~.y + .a + .yg + .g + .yr + .r, design)
  list(total = svycontrast(totals, quote(.yg / .g - .y / .a)),
       rest = svycontrast(totals, quote(.yg / .g - .yr / .r)))
}

columns <- function(case, design, y, group) {
  design <- subset(update(design, .value = y, .group = factor(group)), !is.na(.value))
  means <- svyby(~.value, ~.group, design, svymean, covmat = TRUE)
  v <- vcov(means)
  names <- as.character(means$.group)
  say(case, "mean", names, coef(means))
  say(case, "se", names, SE(means))
  for (i in seq_along(names)) for (j in seq_along(names)) if (i < j)
    say(case, "difference_se", paste(names[i], names[j], sep = "|"),
        sqrt(v[i, i] + v[j, j] - 2 * v[i, j]))
  whole <- svymean(~.value, design)
  say(case, "mean", "Total", coef(whole))
  say(case, "se", "Total", SE(whole))
  medians <- svyby(~.value, ~.group, design, svyquantile, quantiles = 0.5, ci = TRUE,
                   interval.type = "mean", qrule = "math")
  say(case, "median", names, coef(medians))
  for (name in names) {
    found <- against_total(design, design$variables$.value, design$variables$.group == name)
    say(case, "less_total", name, coef(found$total))
    say(case, "less_total_se", name, SE(found$total))
    say(case, "less_rest", name, coef(found$rest))
    say(case, "less_rest_se", name, SE(found$rest))
  }
}

own <- read.csv("data/example_survey/respondents.csv")
design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = own)
columns("example", design, own$years_experience, own$region)
if (length(folder)) {
  api <- read.csv(file.path(folder, "apistrat.csv"))
  design <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
  columns("api", design, api$api00, api$awards)
  nhanes <- read.csv(file.path(folder, "nhanes.csv"))
  design <- svydesign(~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
  columns("nhanes", design, nhanes$HI_CHOL, nhanes$race)
}
