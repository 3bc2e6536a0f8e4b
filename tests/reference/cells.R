# Reference values of what the cells of a table say, on data made by formula: R's survey.
# Rscript tests/reference/cells.R > tests/reference/cells_r.csv
suppressMessages(library(survey))
i <- 0:299
x <- data.frame(
  stratum = i %/% 100, cluster = i %/% 5, wt = 1 + (i * 7) %% 11 / 4,
  a = c("p", "q", "r")[(i * 13) %% 17 %% 3 + 1],
  sex = c("f", "m")[((i * 5) %% 7 > 3) + 1], age = c("u", "v")[((i * 11) %% 13 > 6) + 1]
)
x$b <- ifelse((i * 3) %% 10 < 6, x$a, c("p", "q", "r")[(i * 19) %% 23 %% 3 + 1])
x$vote <- ifelse((i * 7) %% 19 < 8 + 3 * (x$sex == "m") + 2 * (x$age == "u"), "yes", "no")
x$q1 <- 1 + (i * 17) %% 5
x$q2 <- pmin(5, x$q1 + (i * 3) %% 4 %/% 2)
x$q3 <- pmax(1, x$q1 - (i * 5) %% 7 %/% 3)
plain <- svydesign(~cluster, strata = ~stratum, weights = ~wt, data = x)
jkn <- as.svrepdesign(plain, type = "JKn", mse = TRUE)
cat("# R ", paste(R.version$major, R.version$minor, sep = "."), ", survey ",
  as.character(packageVersion("survey")), ", ", format(Sys.Date()), "\n", sep = "")
cat("design,what,row,estimate,std_error\n")
row <- function(design, what, row, estimate, error = NA)
  cat(sprintf("%s,%s,%s,%.15g,%.15g\n", design, what, row, estimate, error))
rows <- function(design, what, found, called = names(coef(found)))
  for (k in seq_along(called)) row(design, what, called[k], coef(found)[k], SE(found)[k])
for (name in c("plain", "jkn")) {
  d <- get(name)
  small <- svyloglin(~sex + age + vote, d)
  pairs <- svyloglin(~(sex + age + vote)^2, d)
  for (k in seq_along(coef(pairs)))
    row(name, "loglinear", names(coef(pairs))[k], coef(pairs)[k], sqrt(diag(vcov(pairs)))[k])
  # the other p-values depend on the order of the categories
  found <- anova(small, pairs)
  row(name, "deviance", "", found$dev$dev, found$dev$p[2])
  row(name, "pearson", "", found$score$chisq, found$score$p[2])
  rows(name, "kappa", svykappa(~a + b, d))
  cells <- svymean(~interaction(sex, vote, age), d)
  p <- as.vector(outer(c("f", "m"), c("no", "yes"), paste0))
  names(cells) <- c(paste0(p, "u"), paste0(p, "v"))
  v <- vcov(cells); dimnames(v) <- list(names(cells), names(cells)); attr(cells, "var") <- v
  rows(name, "odds", svycontrast(cells, quote(
    (fnou * myesu / (fnou + fyesu + mnou + myesu) +
       fnov * myesv / (fnov + fyesv + mnov + myesv)) /
    (fyesu * mnou / (fnou + fyesu + mnou + myesu) +
       fyesv * mnov / (fnov + fyesv + mnov + myesv)))), "")
  rows(name, "change", svymean(~I((b == "p") - (a == "p")), d), "p")
  rows(name, "rate", svyratio(~q1, ~q2, d), "")
  p0 <- c(0.4, 0.35, 0.25)
  shares <- svymean(~a, d)
  lambda <- eigen(300 * vcov(shares) / sqrt(outer(p0, p0)), symmetric = TRUE)$values[1:2]
  x2 <- 300 * sum((coef(shares) - p0)^2 / p0)
  row(name, "fit", "", x2, pchisq(2 * x2 / sum(lambda), 2, lower.tail = FALSE))
}
row("plain", "alpha", "", svycralpha(~q1 + q2 + q3, plain))
alpha <- function(w, data) {
  m <- as.matrix(data[c("q1", "q2", "q3")])
  v <- function(y) sum(w * (y - sum(w * y) / sum(w))^2) / sum(w)
  3 / 2 * (1 - sum(apply(m, 2, v)) / v(rowSums(m)))
}
found <- withReplicates(jkn, alpha)
row("jkn", "alpha", "", coef(found), SE(found))
