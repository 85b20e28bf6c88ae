using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Storage;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Server.Tests.Cli.Audit;

/// <summary>The verbs that prove the record, on an SQLite file with what a simulated life left.</summary>
public sealed class AuditVerbTests : RecordVerbs
{
    [Fact]
    public async Task A_store_is_named_by_its_file_or_its_folder()
    {
        foreach (var store in new[] { StoreFile, Data, ".slipway/slipway.db" })
            (await DoneAsync("audit", "verify", "--store", store)).ShouldMatch(@"^store: whole from the first event to event \d+, \d+ events; the last has the hash sha256:[0-9a-f]{64}\ncheckpoints: none was signed yet");
    }

    [Fact]
    public async Task A_checkpoint_finds_events_that_were_cut_off_and_a_chain_that_was_made_to_fit()
    {
        (await DoneAsync("audit", "checkpoint")).ShouldMatch(@"^signed event \d+, sha256:");
        (await DoneAsync("audit", "checkpoint")).ShouldStartWith("nothing has happened since the checkpoint");
        (await DoneAsync("audit", "verify")).ShouldContain("checkpoints: all 1 match");

        await AlterAsync("DELETE FROM events WHERE position = (SELECT max(position) FROM events)");
        var (code, text, _) = await RunAsync("audit", "verify", "--store", StoreFile);
        (code, text.Contains("(dropped)", StringComparison.Ordinal)).ShouldBe((ExitCodes.Failed, true), text);
        (await RunAsync("audit", "checkpoint")).Error.ShouldContain("the last ones are missing");
    }

    [Fact]
    public async Task A_copy_that_was_kept_elsewhere_finds_what_the_folder_no_longer_shows()
    {
        await DoneAsync("audit", "checkpoint");
        var key = (await DoneAsync("audit", "key")).Trim();
        File.Move(Path.Combine(Data, "checkpoints.ndjson"), Path.Combine(Folder.FullName, "kept.ndjson"));
        await AlterAsync("DELETE FROM events WHERE position > 100");
        await DoneAsync("audit", "verify");

        var (code, text, _) = await RunAsync("audit", "verify", "--checkpoints", "kept.ndjson", "--key", key);

        code.ShouldBe(ExitCodes.Failed);
        text.ShouldStartWith("store: NOT WHOLE at event 101 (dropped)");
    }

    [Fact]
    public async Task A_checkpoint_that_was_altered_or_signed_by_another_key_is_named()
    {
        await DoneAsync("audit", "checkpoint");
        var file = Path.Combine(Data, "checkpoints.ndjson");
        var whole = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, whole.Replace("\"after\":0", "\"after\":1", StringComparison.Ordinal), Cancellation);
        (await RunAsync("audit", "verify")).Error.ShouldContain("its signature does not hold");

        await File.WriteAllTextAsync(file, whole, Cancellation);
        var other = (await DoneAsync("audit", "key", "--data", Path.Combine(Folder.FullName, "other"))).Trim();
        (await RunAsync("audit", "verify", "--key", other)).Error.ShouldContain("is signed by ed25519:");
        await DoneAsync("audit", "verify", "--key", other, "--key", Path.Combine(Data, "audit.pub"));
        (await RunAsync("audit", "verify", "--key", "nonsense")).Error.ShouldContain("is no public key of Ed25519");
    }

    [Fact]
    public async Task An_export_is_verified_by_the_public_key_where_there_is_no_store()
    {
        await DoneAsync("audit", "checkpoint");
        (await DoneAsync("audit", "export", "--out", "elsewhere/record.ndjson")).ShouldStartWith("wrote events 1 to ");
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, "elsewhere", "key.pub"), await DoneAsync("audit", "key", "--pem"), Cancellation);
        Directory.Move(Data, Data + ".gone");

        (await DoneAsync("audit", "verify", "--export", "elsewhere/record.ndjson", "--key", "elsewhere/key.pub")).ShouldMatch(@"^export: whole from event 1 to event \d+, \d+ events, with 1 checkpoints; the last has the hash sha256:");
        (await DoneAsync("audit", "verify", "--export", "elsewhere/record.ndjson")).ShouldContain("was not compared with a key that you know");

        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder.FullName, "elsewhere", "record.ndjson"), Cancellation);
        await File.WriteAllLinesAsync(Path.Combine(Folder.FullName, "short.ndjson"), lines.Where((_, i) => i != 5), Cancellation);
        var (code, text, _) = await RunAsync("audit", "verify", "--export", "short.ndjson", "--key", "elsewhere/key.pub");
        (code, text.StartsWith("export: NOT WHOLE: ", StringComparison.Ordinal)).ShouldBe((ExitCodes.Failed, true), text);
    }

    [Fact]
    public async Task Evidence_of_a_rollout_is_verified_and_judged_again_where_there_is_no_store()
    {
        var rollout = (await Life.Value.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation))[^1].Id;
        (await DoneAsync("evidence", "--rollout", rollout, "--out", "evidence.ndjson")).ShouldMatch($@"^wrote \d+ events of {Regex.Escape(rollout)}, ");
        var key = (await DoneAsync("audit", "key")).Trim();
        Directory.Move(Data, Data + ".gone");

        var text = await DoneAsync("evidence", "verify", "evidence.ndjson", "--key", key);
        text.ShouldStartWith("evidence: whole, ");
        text.ShouldContain("in the record: yes, by the checkpoint of ");
        text.ShouldContain("plan: sha256:");

        await File.AppendAllTextAsync(Path.Combine(Folder.FullName, "evidence.ndjson"), "\n", Cancellation);
        var (code, altered, _) = await RunAsync("evidence", "verify", "evidence.ndjson", "--key", key);
        (code, altered.StartsWith("evidence: NOT WHOLE: ", StringComparison.Ordinal)).ShouldBe((ExitCodes.Failed, true), altered);
    }

    [Fact]
    public async Task Wrong_words_are_told_with_what_is_right()
    {
        (await RunAsync("evidence", "--rollout", "none.production.1", "--out", "x")).Error.ShouldContain("There is no rollout 'none.production.1'");
        (await RunAsync("audit", "export", "--out", "x", "--from", "0")).Error.ShouldContain("positions of events, from 1");
        (await RunAsync("audit", "export", "--out", "x", "--from", "99999999")).Error.ShouldContain("There is no event 99999999");
        (await RunAsync("audit", "verify", "--checkpoints", "none")).Error.ShouldContain("there is no file");
        (await RunAsync("evidence", "verify", "none")).Code.ShouldBe(ExitCodes.Failed);
        (await RunAsync("serve", "--checkpoint-every", "90d")).Error.ShouldContain("at most 30d");
    }
}
