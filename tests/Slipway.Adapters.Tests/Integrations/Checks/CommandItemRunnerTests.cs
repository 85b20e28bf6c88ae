using Shouldly;
using Slipway.Adapters.Tests.Storage;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Integrations.Checks;
using Xunit;

namespace Slipway.Adapters.Tests.Integrations.Checks;

public sealed class CommandItemRunnerTests
{
    [Fact]
    public async Task Exit_code_0_is_good_and_its_last_line_is_the_evidence() =>
        (await RunAsync(["printf", "first\\nlast\\n"])).ShouldBe(new ItemFinding(true, "printf ended with code 0: last"));

    [Fact]
    public async Task Another_exit_code_is_not_and_what_was_said_of_it_is_told() =>
        (await RunAsync(["sh", "-c", "echo so; echo no >&2; exit 3"])).ShouldBe(new ItemFinding(false, "sh ended with code 3: no"));

    [Fact]
    public async Task The_output_must_have_in_it_what_is_asked_for()
    {
        (await RunAsync(["echo", "it is deployed"], "deployed")).Passed.ShouldBeTrue();
        (await RunAsync(["echo", "it is pending"], "deployed")).ShouldBe(new ItemFinding(false, "echo ended with code 0, and 'deployed' is not in its output: it is pending"));
    }

    [Fact]
    public async Task No_shell_reads_the_arguments() =>
        (await RunAsync(["echo", "$HOME; $(id) `id` > out"])).Detail.ShouldBe("echo ended with code 0: $HOME; $(id) `id` > out");

    [Fact]
    public async Task A_program_that_is_not_there_is_a_finding()
    {
        var finding = await RunAsync(["no-such-program"]);
        finding.Passed.ShouldBeFalse();
        finding.Detail.ShouldStartWith("no-such-program cannot be started: ");
    }

    [Fact]
    public async Task A_flood_of_output_is_read_to_its_end_and_thrown_away() =>
        (await RunAsync(["sh", "-c", "yes | head -c 10000000"])).ShouldBe(new ItemFinding(true, "sh ended with code 0: y"));

    [Fact]
    public async Task Programs_get_no_input_and_a_path_begins_in_the_folder_of_the_spec()
    {
        using var folder = new TemporaryFolder();
        var directory = Path.GetDirectoryName(folder.Store)!;
        File.Copy("/bin/cat", folder.File("check"));
        (await RunAsync(["./check"], directory: directory)).ShouldBe(new ItemFinding(true, "./check ended with code 0"));
        (await RunAsync(["pwd"], directory: directory)).Detail.ShouldBe($"pwd ended with code 0: {directory}");
    }

    [Fact]
    public async Task A_program_is_ended_with_all_that_it_started_when_its_time_is_over()
    {
        using var folder = new TemporaryFolder();
        var note = folder.File("pid");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new CommandItemRunner().RunAsync(
            new CommandItemCheck { Run = ["sh", "-c", $"sleep 600 & echo $! > {note}; wait"] }, ItemChecks.Context(), limit.Token);
        await Until(() => File.Exists(note) && File.ReadAllText(note).EndsWith('\n'));
        await limit.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        var child = int.Parse(await File.ReadAllTextAsync(note, TestContext.Current.CancellationToken));
        await Until(() => !IsRunning(child));
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            tries.ShouldBeLessThan(600);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A process that ended and that nobody has taken note of yet is in its place still, as a zombie.</summary>
    private static bool IsRunning(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException)
        {
            return false;
        }
    }

    private static Task<ItemFinding> RunAsync(IReadOnlyList<string> command, string? contains = null, string directory = "/") =>
        new CommandItemRunner().RunAsync(new CommandItemCheck { Run = command, Contains = contains }, ItemChecks.Context(directory), TestContext.Current.CancellationToken);
}
