# Pooled proportions by R's metafor, at tolerances that let its searches end: its default ones stop
# at steps of 1e-5. Regression, groups and cumulative order are of log odds: what they do is the same
# on every scale.
# Rscript tests/reference/pooling.R > tests/reference/pooling_r.csv
suppressPackageStartupMessages(library(metafor))

of <- function(data, ...) list(x = data$xi, n = data$ni, ...)
hasselblad <- subset(dat.hasselblad1998, trt == "no_contact")
SETS <- list(
  # real ones, as metadat has them
  pritz = of(dat.pritz1997),
  debruin = of(dat.debruin2009, mod = dat.debruin2009$scq, by = dat.debruin2009$ethnicity),
  hasselblad = of(hasselblad, mod = hasselblad$study),
  pagliaro = of(dat.pagliaro1992, mod = dat.pagliaro1992$study, by = dat.pagliaro1992$trt),
  hannum = of(dat.hannum2020, by = dat.hannum2020$testType),
  # and hard ones
  two = list(x = c(12, 30), n = c(60, 100)),
  three = list(x = c(5, 30, 9), n = c(60, 100, 15), mod = c(1, 2, 4)),
  zero = list(x = c(0, 3, 0, 11, 25), n = c(20, 31, 9, 60, 180), mod = c(1, 4, 2, 9, 3),
              by = c("a", "a", "b", "b", "b")),
  everybody = list(x = c(20, 28, 9, 55), n = c(20, 31, 9, 60), mod = c(3, 1, 2, 7)),
  equal = list(x = c(50, 100, 200, 25), n = c(100, 200, 400, 50), mod = c(1, 2, 3, 5)),
  alike = list(x = c(252, 310, 95, 412), n = c(400, 520, 160, 700), mod = c(1, 2, 3, 5),
               by = c("a", "b", "a", "b")),
  ties = list(x = c(40, 40, 60, 60, 30, 55), n = c(100, 100, 100, 120, 120, 120),
              mod = c(1, 1, 2, 2, 3, 3), by = c("a", "a", "a", "b", "b", "b"))
)
# a step of Fisher's scoring may overshoot: half a step also arrives
FINE <- list(threshold = 1e-13, maxiter = 20000, stepadj = 0.5, tol = 1e-14)

put <- function(set, measure, method, test, what, ...) {
  values <- c(...)
  said <- paste(sprintf("%s=%.10g", names(values), values), collapse = " ")
  cat(paste(set, measure, method, test, what, said, sep = ","), "\n", sep = "")
}
numbers <- function(values, name) setNames(values, paste0(name, seq_along(values) - 1))

cat(sprintf("# %s, metafor %s, metadat %s, %s\n", R.version.string, packageVersion("metafor"),
            packageVersion("metadat"), format(Sys.Date())))
cat("set,measure,method,test,what,values\n")
for (set in names(SETS)) {
  one <- SETS[[set]]
  groups <- if (is.null(one$by)) NULL else match(one$by, unique(one$by))
  put(set, "", "", "", "data", numbers(one$x, "x"), numbers(one$n, "n"),
      if (!is.null(one$mod)) numbers(one$mod, "mod"), if (!is.null(groups)) numbers(groups, "by"))
  for (measure in c("PR", "PLO", "PAS", "PFT")) {
    es <- escalc(measure, xi = one$x, ni = one$n)
    for (method in c("FE", "DL", "REML", "PM", "ML")) for (test in c("z", "knha")) {
      if (method == "FE" && test == "knha") next
      fit <- function(...) rma(yi, vi, ..., data = es, method = method, test = test,
                               control = FINE)
      found <- fit()
      said <- predict(found)
      put(set, measure, method, test, "pool", c(
        scale = found$beta[1], se = found$se, low = found$ci.lb, high = found$ci.ub,
        pi_low = if (method == "FE") NA else said$pi.lb,
        pi_high = if (method == "FE") NA else said$pi.ub,
        tau2 = found$tau2, i2 = found$I2 / 100, q = found$QE, q_p = found$QEp))
      if (!is.null(one$mod) && measure == "PLO") {
        found <- fit(mods = ~one$mod)
        put(set, measure, method, test, "regression", numbers(found$beta[, 1], "b"),
            numbers(found$se, "se"), numbers(found$pval, "p"), numbers(found$ci.lb, "low"),
            numbers(found$ci.ub, "high"),
            c(tau2 = found$tau2, q = found$QE, q_p = found$QEp, qm = found$QM, qm_p = found$QMp))
      }
      if (!is.null(groups) && measure == "PLO" && min(table(groups)) > 1) {
        parts <- lapply(sort(unique(groups)), function(g) fit(subset = groups == g))
        of <- function(name) sapply(parts, function(part) part[[name]][1])
        # groups as studies of their own, as Cochran's Q between them
        between <- rma(of("beta"), of("se")^2, method = "FE")
        put(set, measure, method, test, "groups", numbers(of("beta"), "b"),
            numbers(of("se"), "se"), numbers(of("tau2"), "tau2"),
            c(q = between$QE, q_p = between$QEp))
      }
    }
    if (length(one$x) > 2 && length(unique(signif(es$vi, 10))) > 1) {
      found <- regtest(yi, vi, data = es, model = "lm")
      put(set, measure, "", "", "dispersion",
          c(statistic = found$zval, p = found$pval, limit = found$est, low = found$ci.lb,
            high = found$ci.ub))
      # regtest(model = "rma") takes no control
      found <- rma(yi, vi, mods = ~sqrt(vi), data = es, method = "REML", control = FINE)
      put(set, measure, "", "", "random",
          c(statistic = found$zval[2], p = found$pval[2], limit = found$beta[1],
            low = found$ci.lb[1], high = found$ci.ub[1]))
      found <- suppressWarnings(ranktest(es$yi, es$vi))
      put(set, measure, "", "", "ranks", c(statistic = unname(found$tau), p = found$pval))
    }
    if (measure != "PLO") next
    order <- rev(order(one$n))
    steps <- cumul(rma(yi, vi, data = es[order, ], method = "REML", control = FINE))
    put(set, measure, "REML", "z", "cumulative", numbers(order - 1, "at"),
        numbers(steps$estimate, "b"), numbers(steps$tau2, "tau2"))
  }
}

# Polls of houses on days: y = level + house + excess + sampling error, by restricted likelihood. The
# walk is a random effect of days with covariance min(s, t) + 1: the 1 moves no estimate, for the
# mean takes it up, and adds its variance to the mean's.
polls <- function(k, houses, seed) {
  i <- seq_len(k) - 1
  data.frame(day = floor(i * seed / 3) + (i * 7) %% 4, house = (i * 7 + i %/% 3) %% houses,
             y = 0.42 + 0.02 * sin(i / 4) + 0.013 * ((i * seed) %% 5 - 2) / 2 +
               0.02 * (((i * 7 + i %/% 3) %% houses) - houses / 2) / houses,
             v = 0.24 / (700 + 130 * ((i * 5) %% 7)))
}
WIDE <- list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-15, maxit = 20000)
POLLS <- list(few = polls(9, 3, 4), many = polls(40, 6, 7), dense = polls(60, 5, 2),
              two = polls(12, 2, 5), alike = transform(polls(14, 4, 3), y = 0.42 + 0 * y))
for (set in names(POLLS)) {
  d <- POLLS[[set]]
  d$poll <- seq_len(nrow(d))
  put(set, "", "", "", "polls", numbers(d$day, "day"), numbers(d$house, "house"),
      numbers(d$y, "y"), numbers(d$v, "v"))
  for (way in c("still", "moving")) {
    days <- sort(unique(d$day))
    walk <- outer(days - min(days), days - min(days), pmin) + 1
    dimnames(walk) <- list(days, days)
    found <- if (way == "still")
      rma.mv(y, v, random = list(~1 | house, ~1 | poll), data = d, control = WIDE)
    else
      rma.mv(y, v, random = list(~1 | house, ~1 | poll, ~1 | day), R = list(day = walk),
             Rscale = "none", data = d, control = WIDE)
    put(set, way, "", "", "trend", c(
      house = found$sigma2[1], excess = found$sigma2[2],
      walk = if (way == "still") 0 else found$sigma2[3],
      log_likelihood = as.numeric(logLik(found)), mean = found$beta[1],
      error = sqrt(found$se^2 - if (way == "still") 0 else found$sigma2[3])))
    leans <- ranef(found)$house
    put(set, way, "", "", "leans", numbers(leans$intrcpt, "b"), numbers(leans$se, "se"))
  }
}
