package main

import (
	"fmt"
	"net/http"
	"net/url"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// emulatorMessages are messages of the outbox, as the Control API returns them.
type emulatorMessages struct {
	Messages []struct {
		Medium        string    `json:"medium"`
		To            string    `json:"to"`
		From          string    `json:"from"`
		Subject       string    `json:"subject"`
		Body          string    `json:"body"`
		Code          string    `json:"code"`
		TriggerSource string    `json:"trigger_source"`
		UserPoolID    string    `json:"user_pool_id"`
		ClientID      string    `json:"client_id"`
		Username      string    `json:"username"`
		Time          time.Time `json:"time"`
	} `json:"messages"`
}

type messagesOptions struct {
	client controlClient
	to     string
	json   bool
}

func newMessagesCommand() *cobra.Command {
	var o messagesOptions
	command := &cobra.Command{
		Use:   "messages",
		Short: "Show the messages of a running emulator, with their codes",
		Long: `Show the emails and text messages that Amazon Cognito would have sent, with their codes, the oldest first. The emulator
sends none of them.

  cognitokit messages
  cognitokit messages --to ada@example.com --json | jq -r '.messages[-1].code'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.run(cmd); err != nil {
				return fmt.Errorf("messages: %w", err)
			}
			return nil
		},
	}
	flags := command.Flags()
	o.client.flags(flags)
	flags.StringVar(&o.to, "to", "", "show only the messages to an email address or a phone number")
	flags.BoolVar(&o.json, "json", false, "print the messages as JSON, with their texts")
	return command
}

func (o messagesOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	path := "messages"
	if o.to != "" {
		path += "?" + url.Values{"to": {o.to}}.Encode()
	}
	var list emulatorMessages
	if err := o.client.call(cmd.Context(), http.MethodGet, path, nil, &list); err != nil {
		return err
	}
	if o.json {
		return printJSON(cmd.OutOrStdout(), list)
	}
	if len(list.Messages) == 0 {
		cmd.PrintErrln("The emulator has no messages.")
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TIME\tTO\tCODE\tREASON") // Flush returns the error of the writer
	for _, m := range list.Messages {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Time.Format(time.RFC3339), m.To, m.Code, m.TriggerSource)
	}
	return table.Flush()
}
