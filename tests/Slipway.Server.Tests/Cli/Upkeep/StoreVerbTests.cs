using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Storage;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Server.Tests.Cli.Upkeep;

/// <summary>The verbs that work on the store itself, on an SQLite file with what a simulated life left.</summary>
public sealed class StoreVerbTests : RecordVerbs
{
    [Fact]
    public async Task A_store_is_rebuilt_pruned_with_an_archive_copied_and_verified()
    {
        (await DoneAsync("store", "rebuild")).ShouldMatch(@"^rebuilt \d+ rollouts and \d+ snapshots from \d+ streams");
        (await DoneAsync("audit", "verify")).ShouldMatch(@"^store: whole from the first event to event \d+, \d+ events; the last has the hash sha256:");

        (await DoneAsync("store", "prune", "--before", "1s", "--dry-run")).ShouldContain("would remove");
        (await DoneAsync("audit", "verify")).ShouldContain("from the first event");
        var removed = int.Parse(Regex.Match(await DoneAsync("store", "prune", "--before", "1s", "--archive", "old.ndjson.gz"), @"removed (\d+) events").Groups[1].Value);
        removed.ShouldBeGreaterThan(10);
        (await DoneAsync("audit", "verify", "--archive", "old.ndjson.gz")).ShouldMatch($@"^archive: whole from the first event to event {removed}, .*\nstore: whole from event {removed + 1}, where older ones were removed");

        (await DoneAsync("store", "copy", "--from", StoreFile, "--to", "copy/slipway.db")).ShouldContain("is ready to serve");
        (await DoneAsync("audit", "verify", "--data", "copy", "--archive", "old.ndjson.gz")).ShouldContain($"store: whole from event {removed + 1}");
    }

    [Fact]
    public async Task An_altered_event_and_an_altered_checkpoint_fail_the_audit()
    {
        await DoneAsync("store", "rebuild");
        await DoneAsync("store", "prune", "--before", "1s", "--archive", "old.ndjson.gz");
        await AlterAsync($"UPDATE checkpoints SET hash = 'sha256:{new string('0', 64)}'");
        var (code, text, _) = await RunAsync("audit", "verify", "--archive", "old.ndjson.gz");
        code.ShouldBe(ExitCodes.Failed);
        Regex.Count(text, "NOT WHOLE").ShouldBe(2);

        await AlterAsync("UPDATE events SET actor = 'mallory' WHERE position = (SELECT MIN(position) FROM events)");
        (await RunAsync("audit", "verify")).Text.ShouldContain("(altered)");
    }

    [Fact]
    public async Task A_store_that_a_server_holds_is_verified_but_not_worked_on()
    {
        await using var held = await SqliteStore.OpenAsync(StoreFile, TimeProvider.System, Cancellation, "http://127.0.0.1:7070");

        foreach (var line in (string[][])[["store", "rebuild"], ["store", "prune", "--before", "1d"], ["store", "copy", "--from", StoreFile, "--to", "copy.db"]])
        {
            var (code, _, error) = await RunAsync(line);
            code.ShouldBe(ExitCodes.Failed);
            error.ShouldContain("held by another server");
            error.ShouldContain("http://127.0.0.1:7070");
        }

        await DoneAsync("audit", "verify");
        await DoneAsync("store", "prune", "--before", "1d", "--dry-run");
    }

    [Fact]
    public async Task Wrong_words_are_told_with_what_is_right()
    {
        (await RunAsync("store")).ShouldBe((ExitCodes.Invalid, "", "slipway: store needs a second word: rebuild, prune, copy; see: slipway store --help\n"));
        (await RunAsync("store", "prune", "--before", "soon")).Error.ShouldContain("write it as 90d");
        (await RunAsync("store", "rebuild", "--data", "nowhere")).Error.ShouldContain("There is no store");
        Directory.Exists(Path.Combine(Folder.FullName, "nowhere")).ShouldBeFalse();
        (await RunAsync("store", "copy", "--from", "nowhere.db", "--to", "copy.db")).Error.ShouldContain("there is no store");
        (await RunAsync("store", "prune")).Error.ShouldContain("see: slipway store prune --help");
        (await RunAsync("serve", "--archive", "old")).Error.ShouldContain("say with --keep how old");
    }
}
