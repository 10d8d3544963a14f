// Copyright (c) 2026 Skylift contributors
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// Package main is etcd, kube-apiserver and kube-controller-manager in one program: its first argument says which.
package main

import (
	"fmt"
	"io"
	"math/rand"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/embed"
	"k8s.io/component-base/logs"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// store runs etcd in a folder, listening at a URL; its peer URL is never used, since it is alone.
func store() *cobra.Command {
	var folder, listen, peer string
	command := &cobra.Command{Use: "etcd", RunE: func(*cobra.Command, []string) error {
		config := embed.NewConfig()
		config.Dir = folder
		config.Logger = "zap"
		config.LogLevel = "error"
		config.UnsafeNoFsync = true
		client, err := url.Parse(listen)
		if err != nil {
			return err
		}
		other, err := url.Parse(peer)
		if err != nil {
			return err
		}
		config.LCUrls, config.ACUrls = []url.URL{*client}, []url.URL{*client}
		config.LPUrls, config.APUrls = []url.URL{*other}, []url.URL{*other}
		config.InitialCluster = config.InitialClusterFromName(config.Name)
		etcd, err := embed.StartEtcd(config)
		if err != nil {
			return err
		}
		return <-etcd.Err()
	}}
	command.Flags().StringVar(&folder, "data-dir", "", "")
	command.Flags().StringVar(&listen, "listen", "", "")
	command.Flags().StringVar(&peer, "listen-peer", "", "")
	return command
}

// endWithParent ends the program when its standard input does: whoever started it may be killed.
func endWithParent() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

func main() {
	go endWithParent()
	rand.Seed(time.Now().UnixNano())
	root := &cobra.Command{Use: "control-plane", SilenceUsage: true}
	root.AddCommand(store(), apiserver.NewAPIServerCommand(), controllers.NewControllerManagerCommand())
	logs.InitLogs()
	defer logs.FlushLogs()
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
