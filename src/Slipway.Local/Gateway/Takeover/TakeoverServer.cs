using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Local.Gateway.Takeover;

/// <summary>
/// The end of the running gateway: over a Unix socket it answers <c>health</c> with a line of JSON, and <c>takeover</c>
/// with its listening socket. Once the new process says that it accepts, this one is replaced.
/// </summary>
internal sealed class TakeoverServer : IDisposable
{
    public const string Takeover = "takeover";
    public const string Accepting = "accepting";
    public const string Draining = "draining";
    public const string Health = "health";

    /// <summary>By how many bytes a name that it is bound to at first is longer than its path.</summary>
    public const int MoreBytes = 1 + BesideCharacters;

    private const int BesideCharacters = 7;
    private const int ExchangeTimeoutSeconds = 10;
    private const int MaxCommandBytes = 64;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<Socket?> _listening;
    private readonly Func<string> _health;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Puts this process in the place of whichever answered on <paramref name="path"/> before.</summary>
    public TakeoverServer(string path, Func<Socket?> listening, Func<string> health, TimeProvider time)
    {
        (_listening, _health, _time) = (listening, health, time);
        // A name of its own: the runtime deletes the file by the name that it was bound to when a process ends, which may be when the next one begins.
        var beside = $"{path}.{RandomNumberGenerator.GetHexString(BesideCharacters, lowercase: true)}";
        _listener.Bind(new UnixDomainSocketEndPoint(beside));
        _listener.Listen();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Ends when another process accepts on the listening socket.</summary>
    public Task Replaced => _replaced.Task;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var channel = await _listener.AcceptAsync(cancellation);
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(ExchangeTimeoutSeconds), _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
                await AnswerAsync(channel, either.Token);
            }
            catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other process went away in between: this one goes on as before.
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    internal static async Task<string> ReadAsync(Socket channel, CancellationToken cancellation)
    {
        var buffer = new byte[MaxCommandBytes];
        return Encoding.ASCII.GetString(buffer, 0, await channel.ReceiveAsync(buffer, cancellation));
    }

    internal static async Task WriteAsync(Socket channel, string text, CancellationToken cancellation) =>
        await channel.SendAsync(Encoding.UTF8.GetBytes(text), cancellation);

    private async Task AnswerAsync(Socket channel, CancellationToken cancellation)
    {
        switch (await ReadAsync(channel, cancellation))
        {
            case Health:
                await WriteAsync(channel, _health() + "\n", cancellation);
                break;
            case Takeover when _listening() is { } socket:
                DescriptorPassing.Send(channel, socket);
                if (await ReadAsync(channel, cancellation) != Accepting)
                    break;
                _replaced.TrySetResult();
                await WriteAsync(channel, Draining, cancellation);
                break;
        }
    }
}
