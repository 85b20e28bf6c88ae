using Shouldly;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class ProcessLauncherTests : IDisposable
{
    private static readonly Dictionary<string, string> Variables = new() { ["PATH"] = "/usr/bin:/bin", ["GREETING"] = "grüß dich" };

    private readonly ProcessLauncher _launcher = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway launcher ü-").FullName;

    private string Log => Path.Combine(_folder, "out.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Output_is_appended_and_the_exit_code_known()
    {
        await File.WriteAllTextAsync(Log, "before\n");
        var process = _launcher.Start(["sh", "-c", "echo $GREETING; pwd; echo wrong >&2; exit 7"], _folder, Variables, Log);
        (await EndOf(process)).ShouldBe(new ProcessEnd(7, null, false));
        (await File.ReadAllLinesAsync(Log)).ShouldBe(["before", "grüß dich", _folder, "wrong"]);
    }

    [Fact]
    public async Task A_process_ends_when_it_is_asked_to()
    {
        var process = _launcher.Start(["sleep", "1000"], _folder, Variables, Log);
        _launcher.Poll(process).ShouldBeNull();
        _launcher.Find(process.Pid).ShouldBe(process);
        _launcher.Terminate(process);
        (await EndOf(process)).Signal.ShouldBe(15);
        _launcher.Find(process.Pid).ShouldBeNull();
    }

    [Fact]
    public async Task Another_launcher_sees_that_a_process_runs_and_that_it_does_not()
    {
        var process = _launcher.Start(["sleep", "1000"], _folder, Variables, Log);
        var other = new ProcessLauncher();
        other.Poll(process).ShouldBeNull();
        other.Poll(process with { StartTime = process.StartTime - 1 }).ShouldBe(ProcessEnd.Unseen);
        other.Poll(process with { BootId = "earlier" }).ShouldBe(ProcessEnd.Reboot);
        other.Kill(process);
        await EndOf(process);
        other.Poll(process).ShouldBe(ProcessEnd.Unseen);
    }

    [Fact]
    public void A_program_that_is_not_there_is_told()
    {
        var error = Should.Throw<SpawnException>(() => _launcher.Start(["./nothing"], _folder, Variables, Log));
        error.IsPermanent.ShouldBeTrue();
        error.Message.ShouldContain("nothing could not be started");
    }

    [Fact]
    public void A_text_with_a_zero_character_is_refused() =>
        Should.Throw<ArgumentException>(() => _launcher.Start(["sh", "a\0b"], _folder, Variables, Log));

    private async Task<ProcessEnd> EndOf(ProcessIdentity process)
    {
        for (var look = 0; look < 3000; look++)
        {
            if (_launcher.Poll(process) is { } end)
                return end;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
        _launcher.Kill(process);
        throw new TimeoutException("It did not end.");
    }
}
