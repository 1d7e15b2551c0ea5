//go:build unix && !linux

package main

// faultyDiskName and onFaultyDisk exist on Linux only.
const faultyDiskName = "on-a-faulty-disk"

func onFaultyDisk([]string) int { return 1 }
