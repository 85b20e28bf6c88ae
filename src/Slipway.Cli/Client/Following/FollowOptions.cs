using System.CommandLine;
using System.CommandLine.Parsing;
using Slipway.Cli.Output;

namespace Slipway.Cli.Client.Following;

/// <summary><c>--watch</c>, <c>--wait</c> and <c>--timeout</c>.</summary>
internal sealed class FollowOptions
{
    public Option<bool> Watch { get; } = new("--watch", "-w") { Description = "Draw what happens until the outcome is known" };

    public Option<bool> Wait { get; } = new("--wait") { Description = "Print what happens, line by line, until the outcome is known" };

    public Option<TimeSpan?> Timeout { get; } = new("--timeout")
    {
        Description = "Stop watching after this time; the rollout goes on [default: no limit]",
        HelpName = "DURATION",
        CustomParser = Parse,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Watch);
        command.Options.Add(Wait);
        command.Options.Add(Timeout);
    }

    private static TimeSpan? Parse(ArgumentResult result)
    {
        if (DurationText.TryParse(result.Tokens[0].Value, out var span))
            return span;
        result.AddError($"'{result.Tokens[0].Value}' is no duration: write 90s, 10m or 1h30m");
        return null;
    }
}
