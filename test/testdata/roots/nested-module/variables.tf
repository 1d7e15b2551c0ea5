variable "namespace" {
  type = string
}

variable "environments" {
  description = "Stage => where its web app is, and how long people stay signed in."
  type = map(object({
    url           = string
    session_hours = optional(number, 24)
    local_ports   = optional(list(number), [])
  }))
}
