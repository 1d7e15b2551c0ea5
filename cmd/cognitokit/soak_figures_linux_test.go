package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// soakFigures are what the rounds of a kind have counted.
type soakFigures struct {
	rounds, kills int
	acknowledged  int // writes with a response of status 200
	lost          int // acknowledged writes that the next server does not have
	refused       int // writes with a response of status 500
	kept          int // refused writes that the next server has
	uncertain     int // writes whose response says that the file may have them
	unanswered    int // writes that the kill has interrupted
	refusedOpens  int // damaged files that the command has refused with one clear line
	wholeOpens    int // damaged files that have everything that was acknowledged
}

func soakTable(all []soakFigures) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "kind of round\trounds\tkills\tacknowledged\tlost\trefused\tkept\tuncertain\tunanswered\topens refused\topened whole\t")
	var sum soakFigures
	row := func(name string, f soakFigures) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", name, f.rounds, f.kills, f.acknowledged, f.lost, f.refused, f.kept, f.uncertain, f.unanswered, f.refusedOpens, f.wholeOpens)
	}
	for i, f := range all {
		row(soakKinds[i].name, f)
		sum.rounds += f.rounds
		sum.kills += f.kills
		sum.acknowledged += f.acknowledged
		sum.lost += f.lost
		sum.refused += f.refused
		sum.kept += f.kept
		sum.uncertain += f.uncertain
		sum.unanswered += f.unanswered
		sum.refusedOpens += f.refusedOpens
		sum.wholeOpens += f.wholeOpens
	}
	row("all", sum)
	_ = w.Flush()
	return b.String()
}
