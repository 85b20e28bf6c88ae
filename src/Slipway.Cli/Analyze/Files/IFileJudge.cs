using System.CommandLine;
using Slipway.Core.Analysis.Input;

namespace Slipway.Cli.Analyze.Files;

/// <summary>A judge that takes a file.</summary>
internal interface IFileJudge
{
    /// <summary>As <c>--judge</c> names it.</summary>
    string Name { get; }

    /// <summary>Those of the options that it takes where the file is CSV.</summary>
    IReadOnlyList<Option> Settings { get; }

    /// <exception cref="BadInputException">The file cannot be judged.</exception>
    Judged JudgeJson(string text);

    /// <exception cref="BadInputException">The file cannot be judged.</exception>
    Judged JudgeCsv(string text, ParseResult parsed);
}
