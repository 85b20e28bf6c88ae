using System.Diagnostics;
using Shouldly;
using Slipway.Adapters.Tests.Gateway.Rig;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Keeping;

public sealed class KeeperTermTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-term-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Fence => Path.Combine(_folder.FullName, "keeper.fence");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_term_lasts_until_the_next_begins()
    {
        using var first = await BeginAsync(3);
        first.Holds.ShouldBeTrue();
        first.Act(() => 42).ShouldBe(42);

        using var second = await BeginAsync(4);

        first.Holds.ShouldBeFalse();
        Should.Throw<NotKeeperException>(() => first.Act(() => throw new InvalidOperationException("it must not be done")));
        second.Act(() => 42).ShouldBe(42);
    }

    [Fact]
    public async Task A_lease_that_came_before_the_present_one_begins_no_term()
    {
        using var present = await BeginAsync(4);

        (await Should.ThrowAsync<IOException>(() => BeginAsync(4))).Message.ShouldContain("has seen a keeper with fence 4");
        await Should.ThrowAsync<IOException>(() => BeginAsync(3));
        present.Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_written_after_the_term()
    {
        var file = Path.Combine(_folder.FullName, "deep", "fence.json");
        using var first = await BeginAsync(1);
        first.Write(file, new FenceRecord(1), ProcessesJson.Default.FenceRecord);
        using var second = await BeginAsync(2);

        Should.Throw<NotKeeperException>(() => first.Write(file, new FenceRecord(2), ProcessesJson.Default.FenceRecord));

        DurableFile.Read(file, ProcessesJson.Default.FenceRecord).ShouldBe(new FenceRecord(1));
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
    }

    [Fact]
    public async Task A_term_does_not_begin_in_the_middle_of_a_change()
    {
        using var first = await BeginAsync(1);
        Task<KeeperTerm>? next = null;
        var done = false;
        first.Act(() =>
        {
            next = BeginAsync(2);
            next.IsCompleted.ShouldBeFalse();
            done = true;
        });

        using var second = await next!;

        done.ShouldBeTrue();
        second.Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_keeper_that_was_stopped_in_the_middle_of_a_change_is_killed_by_the_next()
    {
        using var stuck = await LockedByAnotherAsync(60);
        Signal(stuck, "STOP");

        using var next = await BeginAsync(2);

        next.Holds.ShouldBeTrue();
        await stuck.WaitForExitAsync(Cancel);
        stuck.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task A_keeper_that_is_slow_in_the_middle_of_a_change_is_waited_for()
    {
        using var slow = await LockedByAnotherAsync(2);

        using var next = await BeginAsync(2);

        next.Holds.ShouldBeTrue();
        await slow.WaitForExitAsync(Cancel);
        slow.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_named()
    {
        await File.WriteAllTextAsync(Fence, "nonsense", Cancel);
        (await Should.ThrowAsync<InvalidDataException>(() => BeginAsync(1))).Message.ShouldContain("keeper.fence is damaged");
    }

    /// <summary>The last keeper was another process, which is in the middle of a change.</summary>
    private async Task<Process> LockedByAnotherAsync(int seconds)
    {
        (await BeginAsync(1)).Dispose();
        var other = Process.Start(new ProcessStartInfo("flock", ["--no-fork", Fence, "sleep", $"{seconds}"]) { UseShellExecute = false })!;
        await GatewayRig.UntilAsync(IsLocked);
        var keeper = new ProcessLauncher().Find(other.Id)!;
        WriteOver($"00000000000000000001 {keeper.Pid} {keeper.StartTime} {keeper.BootId}\n");
        return other;
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }

    private bool IsLocked()
    {
        try
        {
            using var all = new FileStream(Fence, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>In place, and whether it is locked or not.</summary>
    private void WriteOver(string text)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf %s \"$1\" 1<> \"$2\"", "sh", text, Fence]) { UseShellExecute = false })!;
        shell.WaitForExit();
    }

    private Task<KeeperTerm> BeginAsync(long fence) => KeeperTerm.BeginAsync(_folder.FullName, fence, TimeProvider.System, Cancel);
}
