using System.Net;
using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Notices;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Storage;
using Slipway.Testing.Access;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Notices on their way out of a real server, with a real store.</summary>
public sealed class NoticeTests : IAsyncDisposable
{
    private const int Wanted = 1_000;
    private const int Environments = 10;
    private const int Kills = 4;

    /// <summary>Of each rollout: some more, as a command that a kill met may be given twice, and counts once.</summary>
    private const int Share = (Wanted / Environments) + 20;

    /// <summary>A notice takes two tries of some milliseconds; a slow machine takes a minute for all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Installation _shop = new(TestContext.Current.CancellationToken);
    private readonly HttpClient _http;

    public NoticeTests() => _http = new HttpClient(new LocalCredentialHandler(_shop.Data)) { Timeout = TimeSpan.FromSeconds(30) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_notices_reach_a_receiver_that_fails_half_of_the_time_in_order_over_kills_of_the_server()
    {
        await using var receiver = await UnreliableReceiver.StartAsync(seed: 5);
        await ConfigureAsync(receiver.Url);
        await StartAsync();
        var began = TimeProvider.System.GetTimestamp();
        var acting = Task.WhenAll(Enumerable.Range(0, Environments).Select(ActAsync));
        for (var kill = 1; kill <= Kills; kill++)
        {
            var enough = Wanted * kill / (Kills + 2);
            await UntilAsync(() => receiver.Different >= enough, $"{enough} notices", receiver);
            await _shop.KillServerAsync();
            await StartAsync();
        }

        await acting;
        var acted = TimeProvider.System.GetElapsedTime(began);
        var stored = await StoredAsync();
        stored.Count.ShouldBeGreaterThanOrEqualTo(Wanted);
        await UntilAsync(() => receiver.Different >= stored.Count, "all notices", receiver);
        var took = TimeProvider.System.GetElapsedTime(began);

        receiver.Taken.ToHashSet().ShouldBe(stored, ignoreOrder: true);
        foreach (var rollout in receiver.Taken.GroupBy(notice => notice.Rollout))
            rollout.Select(notice => notice.Sequence).ShouldBeInOrder(SortDirection.Ascending, $"notices of {rollout.Key}");
        await UntilAsync(async () => (await _shop.RunAsync("notices")).Out.Contains("every notice is delivered", StringComparison.Ordinal), "the list to be empty", receiver);
        TestContext.Current.SendDiagnosticMessage(
            $"{stored.Count} notices of {Environments} rollouts, {Kills} kills: recorded within {acted.TotalSeconds:0.0} s, all delivered within {took.TotalSeconds:0.0} s; {receiver.Requests} tries, {receiver.Failures} failed, {receiver.Taken.Count - stored.Count} came twice");
    }

    [Fact]
    public async Task A_secret_of_the_file_is_in_no_service_gateway_record_log_or_output()
    {
        const string Canary = "canary-secret-of-more-than-16-bytes";
        await using var receiver = await UnreliableReceiver.StartAsync(seed: 3);
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "notices.yaml"), $$"""
            destinations:
              - name: receiver
                webhook: { url: "{{receiver.Url}}", secret: { env: CANARY } }
            routes: [{ to: [receiver] }]
            retry: { backoff: 10ms, maxBackoff: 100ms }
            inbound: [{ name: ci, secret: { env: CANARY }, deploy: { app: shop, environment: production } }]
            """, Cancel);
        await _shop.StartWithVariableAsync("CANARY", Canary, "--notices", "notices.yaml");
        (await _shop.RunAsync("deploy", "--version", "1.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await UntilAsync(() => receiver.Different >= 3, "a promotion to be told", receiver);
        using var refused = await _http.PostAsync(new Uri(_shop.Api, "api/v1/hooks/ci"), null, Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        foreach (var pid in _shop.InstancesOf("1.0.0").Concat(_shop.Gateways()))
            (await File.ReadAllTextAsync($"/proc/{pid}/environ", Cancel)).ShouldNotContain(Canary);
        _shop.Server.Printed.ShouldNotContain(Canary);
        (await _shop.RunAsync("events", "-o", "json")).Out.ShouldSatisfyAllConditions(events => events.ShouldContain("hook.refused"), events => events.ShouldNotContain(Canary));
        await _shop.KillServerAsync();
        foreach (var file in Directory.GetFiles(Path.Combine(_shop.Folder, ".slipway"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)))
            (await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Cancel)).ShouldNotContain(Canary, Case.Sensitive, file);
    }

    [Fact]
    public async Task A_file_with_faults_ends_the_start_with_each_of_them_and_no_secret()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "notices.yaml"), """
            destinations:
              - name: team
                slack: { url: { env: NOT_SET_ANYWHERE } }
            routes: [{ to: [team] }]
            """, Cancel);
        var missing = (await _shop.RunAsync("serve", "--listen", $"{_shop.ApiPort}", "--notices", "notices.yaml")).Ended(ExitCodes.Invalid);
        missing.Error.ShouldContain("notices.yaml:3:1: the variable NOT_SET_ANYWHERE is not set");
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "notices.yaml"), """
            destinations:
              - name: team
                slack: { url: canary-secret }
                text: "{{verison}}"
            routes: [{ to: [tema] }]
            """, Cancel);
        var wrong = (await _shop.RunAsync("notices", "check", "-f", "notices.yaml")).Ended(ExitCodes.Invalid);
        wrong.Error.ShouldContain("notices.yaml:3:19: destinations[0].slack.url: must not hold the secret itself");
        wrong.Error.ShouldContain("notices.yaml:4:1: destinations[0].text: is no template: a notice has no 'verison'");
        wrong.Error.ShouldNotContain("canary-secret");
    }

    /// <summary>Pauses and resumes a rollout that waits, until it has its share of the notices, whatever becomes of the server meanwhile.</summary>
    private async Task ActAsync(int environment)
    {
        var id = $"shop.e{environment}.1";
        await PostAsync("api/v1/rollouts", $$"""{"app":"shop","environment":"e{{environment}}","version":"1.0.0"}""");
        var (told, paused) = (1, false);
        for (var tries = 0; told < Share; tries++)
        {
            tries.ShouldBeLessThan(Share * 10);
            var isPaused = await PostAsync($"api/v1/rollouts/{id}/{(paused ? "resume" : "pause")}", "{}") ?? await IsPausedAsync(id);
            told += isPaused != paused ? 1 : 0;
            paused = isPaused;
        }
    }

    /// <summary>What was refused may have been done before a kill, or the rollout has not begun yet: asks how it is.</summary>
    private async Task<bool> IsPausedAsync(string id)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
            try
            {
                return (await _shop.RolloutAsync(id)).Phase == RolloutPhase.Paused;
            }
            catch (HttpRequestException)
            {
                // Between two lives.
            }
        }
    }

    /// <summary>Returns once a server has answered: whether the rollout is paused then, null when it refuses.</summary>
    private async Task<bool?> PostAsync(string path, string body)
    {
        while (true)
        {
            try
            {
                using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
                using var answer = await _http.PostAsync(new Uri(_shop.Api, path), content, Cancel);
                if (answer.StatusCode == HttpStatusCode.Conflict)
                    return null;
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Cancel), SlipwayJson.Default.RolloutView)!.Phase == RolloutPhase.Paused;
            }
            catch (HttpRequestException)
            {
                // Between two lives.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }
    }

    private async Task ConfigureAsync(Uri receiver)
    {
        var environments = Enumerable.Range(0, Environments).Select(e => $$"""
              e{{e}}:
                target: { processes: { command: [sleep, "1000"] } }
                gates: [{ wait: 2h, before: provision }]
            """);
        await File.WriteAllTextAsync(_shop.SpecFile, $"app: shop\nartifact: ./releases/{{version}}\nenvironments:\n{string.Join('\n', environments)}\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "secret"), "a key of thirty-two bytes or more\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "notices.yaml"), $$"""
            destinations:
              - name: receiver
                webhook: { url: "{{receiver}}", secret: { file: secret } }
            routes: [{ to: [receiver] }]
            retry: { backoff: 2ms, maxBackoff: 20ms, attempts: 10000 }
            """, Cancel);
    }

    private Task StartAsync() => _shop.StartAsync("--notices", "notices.yaml");

    /// <summary>The events of which somebody is to be told.</summary>
    private async Task<HashSet<(string Rollout, int Sequence)>> StoredAsync()
    {
        await using var store = await SqliteStore.OpenReadOnlyAsync(Path.Combine(_shop.Folder, ".slipway", "slipway.db"), TimeProvider.System, Cancel);
        return [.. (await store.ReadAllAsync(0, int.MaxValue, Cancel)).Where(e => NoticeTopics.All.Contains(e.Type)).Select(e => (e.Stream, e.Version))];
    }

    private Task UntilAsync(Func<bool> holds, string what, UnreliableReceiver receiver) => UntilAsync(() => Task.FromResult(holds()), what, receiver);

    private async Task UntilAsync(Func<Task<bool>> holds, string what, UnreliableReceiver receiver)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not within {Patience}: {what}; {receiver.Different} of {receiver.Requests} requests are different notices\n{_shop.Server.Printed}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }
    }
}
