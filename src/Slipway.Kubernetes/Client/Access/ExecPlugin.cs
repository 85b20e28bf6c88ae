using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>
/// A program that a kubeconfig names to get credentials from. It gets no terminal and no input, a limit of time, and of what it
/// writes no more than so much is taken. When its time is over it is ended with all that it started.
/// </summary>
internal sealed class ExecPlugin
{
    private const int RunSeconds = 20;
    private const int MaxOutputCharacters = 1024 * 1024;
    private const int MaxToldCharacters = 300;
    private const int BufferCharacters = 4096;

    private readonly string _command;
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _environment;
    private readonly string _installHint;
    private readonly string _place;

    /// <param name="user">The user's name, for messages.</param>
    /// <param name="exec">The map below <c>exec</c>.</param>
    /// <exception cref="KubeException">It cannot be run here: no command, an API version that has gone, or it wants a person.</exception>
    public ExecPlugin(string user, ConfigNode exec)
    {
        var command = exec.Text("command") ?? throw exec.Fault($"the credential plugin of user '{user}' has no command", "add 'command' below 'exec'");
        ApiVersion = exec.Text("apiVersion") ?? throw exec.Fault($"the credential plugin of user '{user}' has no apiVersion", "add 'apiVersion: client.authentication.k8s.io/v1'");
        if (ApiVersion is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
            throw exec.Fault($"the credential plugin of user '{user}' speaks {ApiVersion}", "use one that speaks client.authentication.k8s.io/v1 or v1beta1");
        if (exec.Text("interactiveMode") == "Always")
            throw exec.Fault($"the credential plugin of user '{user}' wants a terminal, and Slipway runs without one", "give Slipway a user of its own, such as a service account's token");

        // A path is meant from the kubeconfig's folder; a bare name is looked for where programs are.
        _command = command.Contains('/') ? Path.GetFullPath(command, Path.GetDirectoryName(exec.File)!) : command;
        _arguments = [.. exec.Texts("args")];
        _environment = [.. exec.Maps("env").Select(item => KeyValuePair.Create(item.Text("name") ?? "", item.Text("value") ?? "")).Where(item => item.Key.Length > 0)];
        _installHint = exec.Text("installHint")?.Trim().ReplaceLineEndings(" ") ?? "install it, and put it on the PATH of Slipway";
        _place = $"kubeconfig {exec.File}, user '{user}': the credential plugin {command}";
        WantsClusterInfo = exec.Flag("provideClusterInfo");
    }

    /// <summary>What it speaks, both ways.</summary>
    public string ApiVersion { get; }

    /// <summary>Whether it wants to know which cluster the credentials are for.</summary>
    public bool WantsClusterInfo { get; }

    /// <summary>Runs it once.</summary>
    /// <param name="info">What it is told in <c>KUBERNETES_EXEC_INFO</c>.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="KubeException">It is not there, failed, took too long, or wrote too much.</exception>
    public async Task<string> RunAsync(string info, TimeProvider time)
    {
        var start = new ProcessStartInfo(_command, _arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = info;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return await FinishAsync(process, time);
        }
        catch (Win32Exception e)
        {
            throw Fault($"cannot be started: {e.Message}; {_installHint}");
        }
    }

    /// <summary>A failure of this plugin.</summary>
    public KubeException Fault(string what) => new(0, KubeReasons.Credentials, $"{_place} {what}");

    private async Task<string> FinishAsync(Process process, TimeProvider time)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(RunSeconds), time);
        try
        {
            var output = ReadAsync(process.StandardOutput, late.Token);
            var errors = ReadAsync(process.StandardError, late.Token);
            await process.WaitForExitAsync(late.Token);
            var (written, told) = (await output, await errors);
            if (process.ExitCode != 0)
                throw Fault($"ended with code {process.ExitCode}{Last(told)}; run it by hand to see what it misses");
            return written.Length < MaxOutputCharacters ? written : throw Fault("wrote more than 1 MiB; it should write one ExecCredential");
        }
        catch (OperationCanceledException)
        {
            throw Fault($"took longer than {RunSeconds} s; run it by hand, perhaps it waits for a person");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Reads to the end, so that the program never waits for a reader; keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[BufferCharacters];
        for (int count; (count = await reader.ReadAsync(buffer, cancellation)) > 0;)
            text.Append(buffer, 0, Math.Min(count, MaxOutputCharacters - text.Length));
        return text.ToString();
    }

    /// <summary>The last line of what it complained of; what it writes elsewhere may be a token, and is never shown.</summary>
    private static string Last(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var line]
            ? $": {(line.Length <= MaxToldCharacters ? line : line[..MaxToldCharacters] + "…")}"
            : "";
}
