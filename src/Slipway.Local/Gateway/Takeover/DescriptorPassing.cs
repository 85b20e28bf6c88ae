using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Slipway.Local.Gateway.Takeover;

/// <summary>Hands an open socket to another process over a Unix socket (SCM_RIGHTS of <c>unix(7)</c>). Linux, 64 bit.</summary>
internal static unsafe partial class DescriptorPassing
{
    private const int SolSocket = 1;
    private const int ScmRights = 1;
    private const int SetFlags = 2;

    /// <summary>
    /// Takes the close-on-exec flag off. On a socket without it .NET's Dispose only closes its own handle; with it,
    /// .NET shuts the socket down, for the process that it was handed to as well.
    /// </summary>
    public static void MakeInheritable(Socket socket) => Check(SetDescriptorFlags((int)socket.Handle, SetFlags, 0), "fcntl");

    /// <summary>Sends one byte with the descriptor. Blocks.</summary>
    public static void Send(Socket channel, Socket socket)
    {
        byte payload = 1;
        var part = new Part { Base = &payload, Length = 1 };
        var control = new Control { Length = (nuint)Control.LengthWithDescriptor, Level = SolSocket, Type = ScmRights, Descriptor = (int)socket.Handle };
        var message = new Message { Parts = &part, PartCount = 1, Control = &control, ControlLength = (nuint)sizeof(Control) };
        Check(SendMessage((int)channel.Handle, &message, 0), "sendmsg");
    }

    /// <summary>Receives what <see cref="Send"/> sent. Blocks; null when the other end closed without it.</summary>
    public static Socket? Receive(Socket channel)
    {
        byte payload = 0;
        var part = new Part { Base = &payload, Length = 1 };
        var control = default(Control);
        var message = new Message { Parts = &part, PartCount = 1, Control = &control, ControlLength = (nuint)sizeof(Control) };
        var received = Check(ReceiveMessage((int)channel.Handle, &message, 0), "recvmsg");
        return received == 1 && message.ControlLength >= (nuint)Control.LengthWithDescriptor && control.Level == SolSocket && control.Type == ScmRights
            ? new Socket(new SafeSocketHandle(control.Descriptor, ownsHandle: true))
            : null;
    }

    private static nint Check(nint result, string call) =>
        result >= 0 ? result : throw new IOException($"{call} failed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int SetDescriptorFlags(int descriptor, int command, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Part
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public void* Name;
        public nuint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public Control* Control;
        public nuint ControlLength;
        public nint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Control
    {
        public const int LengthWithDescriptor = 20;

        public nuint Length;
        public int Level;
        public int Type;
        public int Descriptor;
        public int Padding;
    }
}
