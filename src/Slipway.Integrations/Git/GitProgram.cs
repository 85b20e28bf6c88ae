using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Git;

/// <summary>
/// Runs <c>git</c> on one folder by argument lists. It gets no terminal, no hooks, no program that a repository names, a limit of
/// time, and of what it writes no more than so much is taken; whoever runs longer is ended with all that it started.
/// </summary>
/// <param name="folder">A bare repository, absolute; it need not be there for commands that make it.</param>
/// <param name="login">Variables that only a command gets that speaks with the repository's host.</param>
internal sealed class GitProgram(string folder, Func<IEnumerable<KeyValuePair<string, string>>> login, TimeProvider time)
{
    /// <summary>A fetch of a large repository over a slow line.</summary>
    private const int RunSeconds = 120;
    private const int MaxToldCharacters = 16 * 1024;
    private const int BufferCharacters = 16 * 1024;

    /// <summary>What a command without content writes at most.</summary>
    private const int MaxOutputCharacters = 256 * 1024;

    /// <summary>Whatever the configuration of machine and user says beside credentials, proxies and certificates.</summary>
    private static readonly string[] Settings =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.autoDetach=false", "-c", "maintenance.auto=false",
        "-c", "fetch.recurseSubmodules=false", "-c", "submodule.recurse=false", "-c", "push.recurseSubmodules=no", "-c", "push.followTags=false", "-c", "commit.gpgSign=false", "-c", "push.gpgSign=false",
        "-c", "credential.interactive=false", "-c", "transfer.credentialsInUrl=die", "-c", "protocol.version=2",
    ];

    /// <summary>They would lead it to another folder than the one that is meant.</summary>
    private static readonly string[] Misleading =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_TRACE", "GIT_TRACE_CURL", "GIT_CURL_VERBOSE", "GIT_EXTERNAL_DIFF"];

    public string Folder => folder;

    /// <summary>For commands that may have to fetch what is missing here.</summary>
    public IEnumerable<KeyValuePair<string, string>> Login() => login();

    /// <summary>A command that stays on this machine.</summary>
    public Task<GitOutcome> RunAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) => RunAsync(arguments, null, [], MaxOutputCharacters, cancellation);

    /// <summary>A command that speaks with the repository's host.</summary>
    public Task<GitOutcome> CallAsync(CancellationToken cancellation, params IReadOnlyList<string> arguments) => RunAsync(arguments, null, login(), MaxOutputCharacters, cancellation);

    /// <param name="input">What it reads; null: nothing.</param>
    /// <param name="maxOutput">Characters of its output that are kept.</param>
    /// <exception cref="PortUnavailableException">It cannot be started, or took too long.</exception>
    public async Task<GitOutcome> RunAsync(
        IReadOnlyList<string> arguments, string? input, IEnumerable<KeyValuePair<string, string>> variables, int maxOutput, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git", [.. Settings, $"--git-dir={folder}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetDirectoryName(folder)!,
        };
        foreach (var name in Misleading)
            start.Environment.Remove(name);
        start.Environment["GIT_ALLOW_PROTOCOL"] = "https:http:ssh:file";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        // ssh would ask on the terminal that the server was started from, and wait.
        start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        start.Environment["SSH_ASKPASS"] = "/bin/false";
        start.Environment["GIT_LITERAL_PATHSPECS"] = "1";
        start.Environment["GCM_INTERACTIVE"] = "never";
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            return await FinishAsync(process, arguments[0], input, maxOutput, cancellation);
        }
        catch (Win32Exception e)
        {
            throw new PortUnavailableException($"git cannot be started: {e.Message}; install it, and put it on the PATH of Slipway", inner: e);
        }
    }

    private async Task<GitOutcome> FinishAsync(Process process, string command, string? input, int maxOutput, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(RunSeconds), time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var output = ReadAsync(process.StandardOutput, maxOutput, ended.Token);
            var told = ReadAsync(process.StandardError, MaxToldCharacters, ended.Token);
            await WriteAsync(process, input, ended.Token);
            await process.WaitForExitAsync(ended.Token);
            return new GitOutcome(process.ExitCode, await output, await told);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"git {command} took longer than {RunSeconds} s", outcomeUnknown: true);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task WriteAsync(Process process, string? input, CancellationToken cancellation)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: its code says why.
        }
    }

    /// <summary>Reads to the end, so that the program never waits for a reader; keeps the beginning.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, int max, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new char[BufferCharacters];
        for (int count; (count = await reader.ReadAsync(buffer, cancellation)) > 0;)
            text.Append(buffer, 0, Math.Min(count, max - text.Length));
        return text.ToString();
    }
}
