namespace Slipway.Core.Analysis.Input;

/// <summary>A file of measurements cannot be judged.</summary>
/// <param name="faults">At least one.</param>
public sealed class BadInputException(IReadOnlyList<InputFault> faults) : FormatException(faults[0].Format("input"))
{
    internal BadInputException(string path, int? line, string message) : this([new InputFault(path, line, message)])
    {
    }

    public IReadOnlyList<InputFault> Faults { get; } = faults;
}
