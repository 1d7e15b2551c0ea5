variable "namespace" {
  type = string
}

variable "environments" {
  description = "Stage => address of its web app, and how long users stay signed in."
  type = map(object({
    url           = string
    session_hours = optional(number, 24)
    local_ports   = optional(list(number), [])
  }))
}
