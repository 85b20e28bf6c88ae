using System.Diagnostics;
using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Testing.Access;

namespace Slipway.Bench.Running;

/// <summary>
/// The published program, used as a person uses it: a folder with a spec, <c>slipway serve</c> in it, and verbs beside it.
/// Disposing ends <c>serve</c> and what it started: by design that outlives it, and would run on for ever.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private const int ReadySeconds = 30;
    private const int ReadyPollMilliseconds = 5;
    private const int AnswerSeconds = 5;

    /// <summary>No rollout that is measured or shown takes near this long; one that hangs says what it waits for.</summary>
    private const int VerbSeconds = 60;
    private const int WhySeconds = 10;
    private const int StopSeconds = 20;

    private readonly string _program;
    private readonly string _folder;
    private readonly string _data;
    private readonly TimeProvider _time;
    private readonly Process _serve;
    private readonly Uri _server;
    private readonly HttpClient _api;

    private ControlPlane(string program, string folder, string data, Uri server, Process serve, TimeProvider time)
    {
        (_program, _folder, _data, _server, _serve, _time) = (program, folder, data, server, serve, time);
        _api = new HttpClient(new LocalCredentialHandler(Path.Combine(folder, data))) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(AnswerSeconds) };
    }

    /// <summary>From the start of the process to the first yes of <c>/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public int ProcessId => _serve.Id;

    /// <summary>Starts <c>serve</c> and waits until it is ready.</summary>
    /// <param name="folder">Where the spec is; the working directory of all calls.</param>
    /// <param name="spec">The spec's file name in <paramref name="folder"/>.</param>
    /// <param name="data">The data folder; absolute, or relative to <paramref name="folder"/>.</param>
    /// <param name="port">Of the API. The same when a folder is served again: its gateway looks for the server there.</param>
    /// <exception cref="BenchFailedException">It ended, or was not ready in time.</exception>
    public static async Task<ControlPlane> StartAsync(
        BenchContext context, string folder, string spec, string data, int port, CancellationToken cancellation)
    {
        var program = Programs.Slipway(context.Root);
        var server = new Uri($"http://127.0.0.1:{port}/");
        Directory.CreateDirectory(Path.Combine(folder, data));
        var start = new ProcessStartInfo(program, ["serve", "-f", spec, "--data", data, "--listen", $"127.0.0.1:{port}"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var began = context.Time.GetTimestamp();
        var process = Process.Start(start) ?? throw new BenchFailedException($"{program} could not be started");
        var log = Path.Combine(folder, data, "serve.log");
        _ = KeepLogAsync(process.StandardOutput, log + ".out");
        _ = KeepLogAsync(process.StandardError, log);
        var plane = new ControlPlane(program, folder, data, server, process, context.Time);
        try
        {
            await plane.WaitUntilReadyAsync(log, cancellation);
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }

        plane.ReadyAfter = context.Time.GetElapsedTime(began);
        return plane;
    }

    /// <summary>Calls a verb and waits for its end.</summary>
    /// <exception cref="BenchFailedException">It did not end in time; the message says what the rollout waits for.</exception>
    public async Task<VerbResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (await TryRunAsync(arguments, TimeSpan.FromSeconds(VerbSeconds), cancellation) is { } result)
            return result;
        var why = await TryRunAsync(["why"], TimeSpan.FromSeconds(WhySeconds), cancellation);
        throw new BenchFailedException(
            $"slipway {string.Join(' ', arguments)} did not end within {VerbSeconds} s; slipway why says:\n{why?.Output}{why?.Errors}");
    }

    /// <summary>Null when it did not end in time.</summary>
    private async Task<VerbResult?> TryRunAsync(IReadOnlyList<string> arguments, TimeSpan within, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within);
        var start = new ProcessStartInfo(_program, arguments)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLIPWAY_SERVER"] = _server.ToString();
        start.Environment["SLIPWAY_TOKEN"] = LocalCredentialHandler.Read(Path.Combine(_folder, _data), _server);
        using var process = Process.Start(start) ?? throw new BenchFailedException($"{_program} could not be started");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new VerbResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            if (cancellation.IsCancellationRequested)
                throw;
            return null;
        }
    }

    /// <summary>Calls a verb that has to end with one of the given codes.</summary>
    /// <exception cref="BenchFailedException">It ended with another.</exception>
    public async Task<VerbResult> ExpectAsync(IReadOnlyList<int> codes, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = await RunAsync(arguments, cancellation);
        return codes.Contains(result.ExitCode)
            ? result
            : throw new BenchFailedException(
                $"slipway {string.Join(' ', arguments)} ended with {result.ExitCode}, not {string.Join(" or ", codes)}:\n{result.Errors}{result.Output}");
    }

    /// <summary>The one environment of the spec as it is now. Asked without a process of its own, which would cost what is measured.</summary>
    public async Task<EnvironmentView> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            var environments = await _api.GetFromJsonAsync("api/v1/environments", SlipwayJson.Default.IReadOnlyListEnvironmentView, cancellation);
            return environments is [var environment, ..] ? environment : throw new BenchFailedException("the server knows no environment");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BenchFailedException($"{_server} does not say how things are: {exception.Message}");
        }
    }

    /// <summary>Asks for the status until it says what is hoped for.</summary>
    /// <exception cref="BenchFailedException">It did not within <paramref name="limit"/>.</exception>
    public async Task<EnvironmentView> WaitForAsync(Func<EnvironmentView, bool> hope, string what, TimeSpan limit, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            var status = await StatusAsync(cancellation);
            if (hope(status))
                return status;
            if (_time.GetElapsedTime(began) > limit)
                throw new BenchFailedException($"{what} did not happen within {limit.TotalSeconds:0} s; the status is: {Describe(status)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, cancellation);
        }
    }

    private static string Describe(EnvironmentView status) =>
        $"{status.StableVersion ?? "nothing"} stable, {status.LiveRollout?.Summary ?? "no rollout under way"}";

    /// <summary>Ends <c>serve</c> alone: gateway and service run on. Without effect the second time.</summary>
    public async Task EndServeAsync()
    {
        if (_serve.HasExited)
            return;
        Signals.Terminate(_serve.Id);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(StopSeconds), _time);
        try
        {
            await _serve.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _serve.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndServeAsync();
        await LeftBehind.StopAsync(Path.GetFullPath(Path.Combine(_folder, _data)), _time);
        _serve.Dispose();
        _api.Dispose();
    }

    private async Task WaitUntilReadyAsync(string log, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        while (_time.GetElapsedTime(began) < TimeSpan.FromSeconds(ReadySeconds))
        {
            if (_serve.HasExited)
                throw new BenchFailedException($"slipway serve ended with {_serve.ExitCode}:\n{await File.ReadAllTextAsync(log, cancellation)}");
            try
            {
                using var answer = await _api.GetAsync("ready", cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(ReadyPollMilliseconds), _time, cancellation);
        }

        throw new BenchFailedException($"slipway serve was not ready within {ReadySeconds} s; see {log}");
    }

    private static async Task KeepLogAsync(StreamReader from, string file)
    {
        await using var to = new StreamWriter(file, append: true) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
    }
}
