using System.CommandLine;

namespace Slipway.Cli.Client;

/// <summary><c>--limit N</c>.</summary>
internal static class LimitOption
{
    private const int Most = 1000;

    public static Option<int> Create(string things, int byDefault)
    {
        var option = new Option<int>("--limit") { Description = $"At most so many {things}, 1 to {Most}", HelpName = "N", DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Most)
                result.AddError($"--limit takes 1 to {Most}");
        });
        return option;
    }
}
