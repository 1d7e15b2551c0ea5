// Package sameorigin tells requests of programs and of pages of the plain endpoint from requests of
// other web pages. Both front ends under /_cognitotest/ use it.
package sameorigin
