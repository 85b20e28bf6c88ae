namespace Slipway.Core.Specs;

/// <summary>Collects what is wrong while a document is read.</summary>
internal sealed class SpecProblems
{
    /// <summary>A file that is no spec at all would otherwise answer with as many errors as it has lines.</summary>
    public const int MaxErrors = 200;

    private readonly List<SpecError> _errors = [];
    private readonly List<SpecError> _warnings = [];

    /// <summary>Errors so far, those beyond <see cref="MaxErrors"/> included.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<SpecError> Errors => InFileOrder(_errors);

    public IReadOnlyList<SpecError> Warnings => InFileOrder(_warnings);

    public void Add(SpecError error)
    {
        Count++;
        if (_errors.Count < MaxErrors)
            _errors.Add(error);
    }

    public void Warn(SpecError warning)
    {
        if (_warnings.Count < MaxErrors)
            _warnings.Add(warning);
    }

    private static SpecError[] InFileOrder(List<SpecError> found) =>
        [.. found.OrderBy(e => e.Line).ThenBy(e => e.Column).ThenBy(e => e.Path, StringComparer.Ordinal)];
}
