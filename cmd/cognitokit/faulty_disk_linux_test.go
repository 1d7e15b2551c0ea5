package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// faultyDiskName is the name under which the test binary starts a command on a faulty disk.
const faultyDiskName = "on-a-faulty-disk"

// faultyDisk decides about the writes and the fsyncs of a command. The kernel asks it about each of them
// (seccomp_unotify(2)), so the command itself is unchanged.
type faultyDisk struct {
	full    atomic.Bool  // writes return ENOSPC
	broken  atomic.Bool  // fsyncs return EIO
	delay   atomic.Int64 // nanoseconds before each fsync
	syncs   atomic.Int64 // fsyncs that have begun
	decided atomic.Int64 // calls that a fault has changed
}

// startOn starts the command on the disk. It returns an error if the kernel does not allow a second listener,
// for example in some containers.
func (p *process) startOn(d *faultyDisk, args ...string) error {
	p.t.Helper()
	link := filepath.Join(p.root, "bin", faultyDiskName)
	if _, err := os.Lstat(link); err != nil {
		executable, err := os.Executable()
		require.NoError(p.t, err)
		require.NoError(p.t, os.Symlink(executable, link))
	}
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(p.t, err)
	ours, theirs := os.NewFile(uintptr(pair[0]), "ours"), os.NewFile(uintptr(pair[1]), "theirs")
	defer ours.Close()
	cmd := exec.Command(link, append([]string{built}, args...)...)
	cmd.ExtraFiles = []*os.File{theirs}
	p.run(cmd, &p.stdout)
	require.NoError(p.t, theirs.Close())

	control := make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := unix.Recvmsg(int(ours.Fd()), make([]byte, 1), control, unix.MSG_CMSG_CLOEXEC)
	require.NoError(p.t, err)
	messages, err := unix.ParseSocketControlMessage(control[:n])
	if err != nil || len(messages) == 0 {
		<-p.ended
		return errors.New(p.stderr.String())
	}
	listeners, err := unix.ParseUnixRights(&messages[0])
	require.NoError(p.t, err)
	go d.decide(listeners[0])
	return nil
}

// notification and decision are struct seccomp_notif and struct seccomp_notif_resp of the kernel.
type notification struct {
	id         uint64
	pid, flags uint32
	call       int32
	arch       uint32
	address    uint64
	arguments  [6]uint64
}

type decision struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// decide answers the kernel until the command has ended.
func (d *faultyDisk) decide(listener int) {
	defer unix.Close(listener)
	for {
		poll := []unix.PollFd{{Fd: int32(listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); errors.Is(err, unix.EINTR) {
			continue
		}
		if poll[0].Revents&unix.POLLIN == 0 {
			return // the command has ended
		}
		var asked notification
		if ioctl(listener, unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&asked)) != 0 {
			continue // the thread was killed while it waited
		}
		go func() { // a slow fsync does not delay the writes of other files
			answer := d.answer(asked)
			ioctl(listener, unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&answer))
		}()
	}
}

func (d *faultyDisk) answer(asked notification) decision {
	answer := decision{id: asked.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
	fail := func(errno syscall.Errno) {
		answer.flags, answer.errno = 0, -int32(errno)
		d.decided.Add(1)
	}
	if asked.call == unix.SYS_PWRITE64 {
		if d.full.Load() {
			fail(unix.ENOSPC)
		}
		return answer
	}
	d.syncs.Add(1)
	if delay := d.delay.Load(); delay > 0 {
		time.Sleep(time.Duration(delay))
		d.decided.Add(1)
	}
	if d.broken.Load() {
		fail(unix.EIO)
	}
	return answer
}

func ioctl(fd int, request uintptr, argument unsafe.Pointer) syscall.Errno {
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(argument))
	return errno
}

// onFaultyDisk replaces this process by a command whose writes and fsyncs are decided by the process at the
// other end of descriptor 3.
func onFaultyDisk(arguments []string) int {
	runtime.LockOSThread() // the filter is a property of the thread, which exec keeps
	listener, err := listenToDiskCalls()
	if err == nil {
		err = unix.Sendmsg(3, []byte{0}, unix.UnixRights(listener), nil, 0)
	}
	if err == nil {
		unix.CloseOnExec(3)
		err = syscall.Exec(arguments[0], arguments, os.Environ())
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// listenToDiskCalls installs a filter that asks a listener about pwrite64, fdatasync and fsync.
func listenToDiskCalls() (int, error) {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return 0, err
	}
	calls := []uint32{unix.SYS_PWRITE64, unix.SYS_FDATASYNC, unix.SYS_FSYNC}
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}} // the number of the call
	for i, call := range calls {
		filter = append(filter, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jt: uint8(len(calls) - i)})
	}
	filter = append(filter,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF})
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	listener, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return 0, errno
	}
	return int(listener), nil
}

// A faulty disk fails and delays the calls of the command that it was told to, and no others.
func TestFaultyDisk(t *testing.T) {
	t.Parallel()
	var d faultyDisk
	d.broken.Store(true)
	p := newProcess(t)
	if err := p.startOn(&d, "serve", "--listen", "127.0.0.1:0", "--state", filepath.Join(p.root, "state")); err != nil {
		t.Skip("NOT CHECKED: the kernel does not let a process decide about the calls of another one: ", err)
	}
	p.exits(2)
	require.Contains(t, p.stderr.String(), "state.db cannot be created: input/output error")
	require.True(t, slices.Contains([]int64{1, 2}, d.decided.Load()), d.decided.Load())

	d.broken.Store(false)
	next := p.sibling()
	require.NoError(t, next.startOn(&d, "serve", "--listen", "127.0.0.1:0", "--state", filepath.Join(p.root, "state")))
	next.announced()
	next.controlC()
	next.exits(0)
}
