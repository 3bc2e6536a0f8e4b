# Tables with letters by R's survey package: shares, means and medians of columns, also of nested ones
# and of such that overlap, all pairs of columns, each column less the total and less the rest, waves
# less those before, of a panel and of two samples, and the letters that follow.
# Rscript tests/reference/letters.R FOLDER > tests/reference/letters_r.csv
# FOLDER has the survey package's apistrat, apiclus1, nhanes, scd and mu284 and the replicate weights
# rep_rclus1, rep_bnh and rep_scdfay as .csv. The covariance is that of totals with their gradient, or
# of all replicates, and is held to svyby's own. P-values are Student's for means, and for shares those
# of Zou & Donner's limits (2008), found by uniroot. Letters: p.adjust. Medians covary as the shares of
# those at or below them, in units of svyquantile's standard errors.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail")
folder <- commandArgs(TRUE)
read <- function(name) read.csv(file.path(folder, paste0(name, ".csv")), check.names = TRUE)
cat(sprintf("# R %s, survey %s, %s\n", getRversion(), packageVersion("survey"), Sys.Date()))
cat("case,compare,row,column,other,difference,se,p\n")

# Estimates of every row in every set of respondents, a column each, and their joint covariance;
# y is a function where it is of other values in each set
joint <- function(design, y, sets) {
  of <- if (is.function(y)) y else function(c) y
  answered <- rowSums(is.na(of(1))) == 0
  inside <- sets & answered
  zeroed <- function(c) { own <- of(c); own[!answered, ] <- 0; own }
  y <- zeroed(1)
  top <- do.call(cbind, lapply(seq_len(ncol(sets)), function(c) zeroed(c) * inside[, c]))
  base <- inside * 1
  k <- ncol(y)
  if (inherits(design, "svyrep.design")) {
    found <- withReplicates(design, function(w, data)
      as.vector(colSums(w * top) / rep(colSums(w * base), each = k)))
    estimate <- as.vector(coef(found)); v <- as.matrix(vcov(found))
  } else {
    totals <- svytotal(cbind(top, base), design)
    t <- coef(totals); m <- ncol(top)
    below <- rep(t[m + seq_len(ncol(base))], each = k)
    estimate <- as.vector(t[seq_len(m)] / below)
    gradient <- matrix(0, m, length(t))
    for (i in seq_len(m)) {
      gradient[i, i] <- 1 / below[i]
      gradient[i, m + (i - 1) %/% k + 1] <- -estimate[i] / below[i]
    }
    v <- gradient %*% vcov(totals) %*% t(gradient)
  }
  df <- sapply(seq_len(ncol(sets)), function(c) degf(subset(design, inside[, c])))
  list(estimate = estimate, v = v, df = rep(df, each = k), most = degf(subset(design, answered)),
       n = rep(colSums(inside), each = k), k = k)
}

freedom <- function(v, d, related, most) {
  found <- max(sum(v)^2 / sum(v^2 / d), min(d))
  if (related) found <- min(found, max(d))
  min(found, most - (related || all(d >= most)))
}

score <- function(p, n, c) {
  r <- c * sqrt(p * (1 - p) / n + c^2 / (4 * n^2))
  m <- p + c^2 / (2 * n)
  c((m - r) / (1 + c^2 / n), (m + r) / (1 + c^2 / n))
}

p_value <- function(found, i, j, share) {
  p <- found$estimate[c(i, j)]; v <- diag(found$v)[c(i, j)]; d <- found$df[c(i, j)]
  between <- found$v[i, j]
  related <- abs(between) > 1e-9 * sqrt(prod(v))
  if (!share) {
    df <- freedom(v, d, related, found$most)
    return(2 * pt(-abs(p[1] - p[2]) / sqrt(sum(v) - 2 * between), df))
  }
  n <- p * (1 - p) / v
  shrunk <- (p + 2 / n) / (1 + 4 / n)
  df <- freedom(shrunk * (1 - shrunk) / n, d, related, found$most)
  rho <- between / sqrt(prod(v))
  if (p[1] < p[2]) { p <- rev(p); n <- rev(n) }
  lower <- function(c) {
    one <- p[1] - score(p[1], n[1], c)[1]
    two <- score(p[2], n[2], c)[2] - p[2]
    p[1] - p[2] - sqrt(one^2 + two^2 - 2 * rho * one * two)
  }
  2 * pt(-uniroot(lower, c(0, 1e4), tol = 1e-14, maxiter = 1e5)$root, df)
}

ERRORS <- c(0.01, 0.05, 0.1)
RULES <- list(c("none", "row", "two-sided"), c("holm", "row", "one-sided"),
              c("bonferroni", "row", "two-sided"), c("holm", "table", "two-sided"),
              c("bonferroni", "table", "one-sided"))

adjusted <- function(p, line, rule) {
  if (rule[3] == "one-sided") p <- p / 2
  if (rule[2] == "table") return(p.adjust(p, rule[1]))
  for (own in unique(line)) p[line == own] <- p.adjust(p[line == own], rule[1])
  p
}

write_tests <- function(case, compare, tests) {
  cat(sprintf("%s,%s,\"%s\",%s,%s,%.17g,%.17g,%.17g", case, compare, tests$row, tests$column,
              tests$other, tests$difference, tests$se, tests$p), sep = "\n")
  for (rule in RULES) {
    # in a table of waves, the total is a banner of its own
    p <- adjusted(tests$p, paste(tests$row, tests$column == "Total"), rule)
    for (at in which(p <= 0.1)) {
      # beside each significant pair, the strictest of the levels that it is at
      up <- tests$difference[at] > 0
      higher <- if (compare != "columns" || up) tests$column[at] else tests$other[at]
      lower <- if (compare != "columns") c("below", "above")[1 + up]
               else if (up) tests$other[at] else tests$column[at]
      cat(sprintf("%s,%s,\"%s\",%s,%s,%.17g,%g,\n", case, paste(compare, paste(rule, collapse = " ")),
                  tests$row[at], higher, lower, p[at], ERRORS[which(p[at] <= ERRORS)[1]]))
    }
  }
}

tests_of <- function(found, rows, first, second, columns, others, share) {
  all <- expand.grid(k = seq_along(rows), at = seq_along(first))
  i <- (first[all$at] - 1) * found$k + all$k
  j <- (second[all$at] - 1) * found$k + all$k
  v <- diag(found$v)
  data.frame(row = rows[all$k], column = columns[all$at], other = others[all$at],
             difference = found$estimate[i] - found$estimate[j],
             se = sqrt(v[i] + v[j] - 2 * found$v[cbind(i, j)]),
             p = mapply(function(a, b) p_value(found, a, b, share), i, j))
}

values <- function(value) {
  if (is.numeric(value)) return(list(matrix(value), "Mean", FALSE))
  value <- factor(value)
  y <- outer(as.character(value), levels(value), "==") * 1
  list(y, levels(value), TRUE)
}

table_of <- function(case, design, value, group) {
  group <- factor(group); known <- values(value)
  columns <- levels(group); m <- length(columns)
  inside <- outer(as.character(group), columns, "==")
  found <- joint(design, known[[1]], cbind(TRUE, inside, !inside))
  design <- update(design, .value = if (is.numeric(value)) value else factor(value), .group = group)
  asked <- subset(design, !is.na(.value)); k <- found$k
  for (c in seq_len(m)) {
    theirs <- vcov(svymean(~.value, subset(asked, .group == columns[c])))
    own <- c * k + seq_len(k)
    stopifnot(isTRUE(all.equal(unname(found$v[own, own, drop = FALSE]), unname(as.matrix(theirs)),
                               tolerance = 1e-8, check.attributes = FALSE)))
  }
  # svyby has no joint covariance of calibrated shares
  if (is.null(design$postStrata)) {
    theirs <- as.matrix(vcov(svyby(~.value, ~.group, asked, svymean, covmat = TRUE)))
    by_level <- as.vector(t(matrix(k + seq_len(m * k), k)))
    stopifnot(isTRUE(all.equal(unname(found$v[by_level, by_level]), unname(theirs),
                               tolerance = 1e-8)))
  }
  compare_all(case, found, known[[2]], columns, known[[3]])
}

# Of estimates in all, in each column and in its rest
compare_all <- function(case, found, rows, columns, share) {
  m <- length(columns)
  pairs <- t(combn(m, 2))
  write_tests(case, "columns", tests_of(found, rows, 1 + pairs[, 1], 1 + pairs[, 2],
                                        columns[pairs[, 1]], columns[pairs[, 2]], share))
  write_tests(case, "total", tests_of(found, rows, 1 + seq_len(m), rep(1, m), columns,
                                      rep("total", m), share))
  write_tests(case, "rest", tests_of(found, rows, 1 + seq_len(m), 1 + m + seq_len(m), columns,
                                     rep("rest", m), share))
}

# Columns that overlap: a logical matrix, a column each
overlap_of <- function(case, design, value, inside) {
  known <- values(value)
  found <- joint(design, known[[1]], cbind(TRUE, inside, !inside))
  compare_all(case, found, known[[2]], colnames(inside), known[[3]])
}

medians_of <- function(case, design, value, inside) {
  sets <- cbind(TRUE, inside, !inside)
  design <- update(design, .value = value)
  by_set <- lapply(seq_len(ncol(sets)), function(c) {
    own <- subset(design, sets[, c] & !is.na(value))
    read <- svyquantile(~.value, own, 0.5, ci = TRUE, interval.type = "mean", qrule = "math")
    c(coef(read), SE(read))
  })
  medians <- sapply(by_set, `[`, 1)
  found <- joint(design, function(c) matrix((value <= medians[c]) * 1), sets)
  unit <- sapply(by_set, `[`, 2) / sqrt(diag(found$v))
  found$v <- found$v * outer(unit, unit)
  found$estimate <- medians
  compare_all(case, found, "Median", colnames(inside), FALSE)
}

sets_of <- function(group) {
  columns <- sort(unique(group[!is.na(group)]))
  inside <- outer(as.character(group), columns, "==") & !is.na(group)
  colnames(inside) <- columns
  inside
}

# Two samples of other respondents, with the same question and columns
samples_of <- function(case, before, after) {
  found <- lapply(list(before, after), function(own) {
    known <- values(own$value)
    group <- factor(own$group)
    sets <- cbind(TRUE, outer(as.character(group), levels(group), "=="))
    c(joint(own$design, known[[1]], sets),
      list(rows = known[[2]], share = known[[3]], columns = c("Total", levels(group))))
  })
  stopifnot(identical(found[[1]]$columns, found[[2]]$columns), found[[1]]$k == found[[2]]$k)
  both <- lapply(c(estimate = "estimate", df = "df", n = "n"), function(name)
    unlist(lapply(found, `[[`, name)))
  size <- length(found[[1]]$estimate)
  v <- matrix(0, 2 * size, 2 * size)
  for (at in 1:2) v[(at - 1) * size + seq_len(size), (at - 1) * size + seq_len(size)] <- found[[at]]$v
  most <- found[[1]]$most + found[[2]]$most
  joined <- c(both, list(v = v, most = most, k = found[[1]]$k))
  m <- length(found[[1]]$columns)
  write_tests(case, "previous", tests_of(joined, found[[1]]$rows, m + seq_len(m), seq_len(m),
                                         found[[1]]$columns, rep("previous", m), found[[1]]$share))
}

waves_of <- function(case, design, value, group, wave) {
  group <- factor(group); known <- values(value)
  columns <- c("Total", levels(group)); m <- length(columns)
  inside <- cbind(TRUE, outer(as.character(group), levels(group), "=="))
  found <- joint(design, known[[1]], cbind(inside & wave == 1, inside & wave == 2))
  write_tests(case, "previous", tests_of(found, known[[2]], m + seq_len(m), seq_len(m), columns,
                                         rep("previous", m), known[[3]]))
}

bands <- function(x) as.character(cut(x, c(-Inf, 500, 600, 700, Inf), c("a", "b", "c", "d")))

own <- read.csv("data/example_survey/respondents.csv", na.strings = c("", "NA"))
design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = own)
table_of("example_shares", design, own$channel, own$region)
table_of("example_means", design, own$years_experience, own$region)

api <- read("apistrat")
design <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
table_of("strata_shares", design, bands(api$api00), api$stype)
table_of("strata_overlap", design, bands(api$api00), api$sch.wide)
table_of("strata_means", design, api$api00, api$stype)

clus <- read("apiclus1")
plain <- svydesign(~dnum, weights = ~pw, fpc = ~fpc, data = clus)
calibrated <- calibrate(plain, ~stype + api99,
                        c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, api99 = 3914069))
table_of("calibrated_shares", calibrated, bands(clus$api00), clus$sch.wide)
table_of("calibrated_means", calibrated, clus$api00, clus$stype)
weights <- as.matrix(read("rep_rclus1"))
jack <- svrepdesign(data = clus, weights = ~pw, repweights = weights, type = "other",
                    combined.weights = TRUE, scale = 14 / 15 * (1 - 15 / 757),
                    rscales = rep(1, 15), mse = FALSE)
table_of("jackknife_shares", jack, bands(clus$api00), clus$sch.wide)
table_of("jackknife_means", jack, clus$api00, clus$stype)

nhanes <- read("nhanes")
design <- svydesign(~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
table_of("nhanes_shares", design, nhanes$agecat, nhanes$race)
table_of("nhanes_means", design, nhanes$HI_CHOL, nhanes$race)
brr <- svrepdesign(data = nhanes, weights = ~WTMEC2YR, repweights = as.matrix(read("rep_bnh")),
                   type = "BRR", combined.weights = TRUE, mse = FALSE)
table_of("brr_shares", brr, nhanes$agecat, nhanes$race)
table_of("brr_means", brr, nhanes$HI_CHOL, nhanes$race)

scd <- read("scd")
fay <- svrepdesign(data = scd, weights = rep(1, 6), repweights = as.matrix(read("rep_scdfay")),
                   type = "Fay", rho = 0.3, combined.weights = TRUE, mse = FALSE)
table_of("fay_means", fay, scd$alive, scd$ambulance)
mu <- read("mu284")
design <- svydesign(~id1 + id2, fpc = ~n1 + n2, data = mu)
table_of("two_stage_means", design, mu$y1, c("x", "y")[1 + mu$id2 %% 2])

# a panel: each school twice, so that waves share schools and districts
panel <- rbind(data.frame(clus[c("dnum", "pw", "stype")], api = clus$api99, wave = 1),
               data.frame(clus[c("dnum", "pw", "stype")], api = clus$api00, wave = 2))
design <- svydesign(~dnum, weights = ~pw, data = panel)
waves_of("panel_shares", design, bands(panel$api), panel$stype, panel$wave)
waves_of("panel_means", design, panel$api, panel$stype, panel$wave)

# columns that overlap, nested ones, and medians
three <- cbind(wide = api$sch.wide == "Yes", improved = api$comp.imp == "Yes",
               awarded = api$awards == "Yes")
design <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
overlap_of("several_shares", design, bands(api$api00), three)
overlap_of("several_means", design, api$api00, three)
nested <- paste(api$stype, api$awards, sep = " / ")
table_of("nested_shares", design, bands(api$api00), nested)
table_of("nested_means", design, api$api00, nested)
# no two schools have the same, as topline's intervals of medians with many alike are other ones
exact <- function(data) data$api00 + data$snum / 1e5
medians_of("strata_medians", design, exact(api), sets_of(api$stype))
medians_of("several_medians", design, exact(api), three)
medians_of("nested_medians", design, exact(api), sets_of(nested))
medians_of("calibrated_medians", calibrated, exact(clus), sets_of(clus$sch.wide))
design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = own)
medians_of("example_medians", design, own$years_experience + own$respondent / 1e5,
           sets_of(own$region))
table_of("example_nested", design, own$channel, paste(own$region, own$role, sep = " / "))
answers <- cbind(note = own$sends_note %in% c("always", "often"), email = own$channel == "email",
                 long = own$years_experience >= 10)
answers[is.na(answers)] <- FALSE
overlap_of("example_several", design, own$channel, answers)

# the schools of one sample after those of another
design <- svydesign(~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
for (kind in c("shares", "means")) {
  value <- if (kind == "shares") bands else identity
  samples_of(paste0("samples_", kind),
             list(design = plain, value = value(clus$api99), group = clus$sch.wide),
             list(design = design, value = value(api$api00), group = api$sch.wide))
}
