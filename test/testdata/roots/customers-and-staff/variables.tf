variable "company" {
  description = "Short name of the company, first part of every name"
  type        = string
}
