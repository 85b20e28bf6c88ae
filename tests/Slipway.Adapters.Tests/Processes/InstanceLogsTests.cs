using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class InstanceLogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-logs-").FullName;
    private readonly InstanceLogs _logs;

    public InstanceLogsTests() => _logs = new InstanceLogs(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_newest_workloads_and_those_in_use_keep_their_logs()
    {
        for (var age = 0; age < 15; age++)
        {
            Write($"blue-1.0-rc-{age}-1.log", age);
            Write($"blue-1.0-rc-{age}-2.log.1", age);
        }
        _logs.Prune(["blue-1.0-rc-14"]);
        int[] kept = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14];
        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(
            kept.SelectMany(age => new[] { $"blue-1.0-rc-{age}-1.log", $"blue-1.0-rc-{age}-2.log.1" }), ignoreOrder: true);
    }

    [Fact]
    public void Instances_are_told_apart_by_workload_and_come_by_number()
    {
        foreach (var name in new[] { "blue-1.0-10", "blue-1.0-2", "blue-1.0-1", "blue-1.0-1-1", "green-1.0-1" })
            Write(name + ".log", 0);
        _logs.InstancesOf("blue-1.0").ShouldBe(["blue-1.0-1", "blue-1.0-2", "blue-1.0-10"]);
    }

    [Fact]
    public void A_tail_goes_on_in_the_rotated_file()
    {
        File.WriteAllText(_logs.Prepare("blue-1.0-1"), "three\nfour\n");
        File.WriteAllText(_logs.Prepare("blue-1.0-1") + ".1", "one\ntwo\n");
        _logs.Tail("blue-1.0-1", 3).Select(line => line.Text).ShouldBe(["two", "three", "four"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void As_many_old_logs_are_kept_as_are_wanted(int keep)
    {
        var path = _logs.Prepare("blue-1.0-1");
        for (var i = 0; i < 6; i++)
        {
            File.AppendAllText(path, $"content {i}");
            _logs.Rotate("blue-1.0-1", new LogSpec { MaxSize = 1, Keep = keep });
        }
        new FileInfo(path).Length.ShouldBe(0);
        Enumerable.Range(1, keep).Select(age => File.ReadAllText($"{path}.{age}")).ShouldBe(Enumerable.Range(0, keep).Select(i => $"content {5 - i}"));
        Directory.GetFiles(_folder).Length.ShouldBe(keep + 1);
    }

    private void Write(string name, int daysOld)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "a line\n");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(1000 - daysOld));
    }
}
