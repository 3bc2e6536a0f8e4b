# Reference p-values of exact tests of tables by R's fisher.test (FEXACT).
# Rscript tests/reference/exact_tables.R > tests/reference/exact_tables_r.csv
tables <- list(
  "2 3" = c(3, 0, 1, 0, 4, 2), "3 3" = c(3, 4, 2, 1, 0, 2, 2, 5, 6),
  "3 4" = c(10, 8, 0, 6, 2, 7, 4, 5, 3, 1, 9, 5),
  "4 4" = c(2, 3, 4, 0, 0, 0, 2, 1, 1, 0, 2, 0, 1, 1, 2, 3),
  "2 3" = c(20, 10, 5, 12, 9, 14), "2 4" = c(20, 10, 5, 8, 12, 9, 14, 30),
  "2 2" = c(8, 1, 2, 5), "2 2" = c(10, 0, 0, 10), "3 3" = c(5, 0, 0, 0, 5, 0, 0, 0, 5),
  "3 3" = c(15, 4, 5, 3, 11, 4, 7, 3, 2), "2 3" = c(100, 120, 80, 60, 50, 90)
)
cat("# R ", paste(R.version$major, R.version$minor, sep = "."), ", ", format(Sys.Date()), "\n", sep = "")
cat("shape,counts,p_value\n")
for (k in seq_along(tables)) {
  shape <- as.integer(strsplit(names(tables)[k], " ")[[1]])
  found <- fisher.test(matrix(tables[[k]], shape[1], byrow = TRUE), workspace = 2e8)
  cat(names(tables)[k], ",", paste(tables[[k]], collapse = " "), ",", sprintf("%.17g", found$p.value), "\n", sep = "")
}
