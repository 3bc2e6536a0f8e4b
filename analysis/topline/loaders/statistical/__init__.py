"""What SPSS, Stata and SAS files say, before and after pyreadstat reads them."""
