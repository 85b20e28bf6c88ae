using Shouldly;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class LogTailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-tail-").FullName;

    private string Log => Path.Combine(_folder, "a.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void No_file_has_no_lines() => LogTail.Read(Log, 5).ShouldBeEmpty();

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("one", new[] { "one" })]
    [InlineData("one\n", new[] { "one" })]
    [InlineData("one\ntwo\nthree\n", new[] { "two", "three" })]
    [InlineData("one\r\ntwo\r\n\n", new[] { "two", "" })]
    public void The_last_lines_are_read(string content, string[] expected)
    {
        File.WriteAllText(Log, content);
        LogTail.Read(Log, 2).ShouldBe(expected);
    }

    [Fact]
    public void Lines_over_many_blocks_are_whole()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $"line {i} – ü").ToList();
        File.WriteAllLines(Log, lines);
        LogTail.Read(Log, 10_000).ShouldBe(lines.TakeLast(10_000));
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        File.WriteAllText(Log, new string('x', 1_000_000));
        LogTail.Read(Log, 3).ShouldHaveSingleItem().Length.ShouldBeLessThan(5_000);
    }
}
