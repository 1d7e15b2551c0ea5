company = "maplegoods"
