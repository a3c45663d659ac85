namespace DeepGen.Benchmarks.Compare;

/// <summary>Measurements of which some may fail: what cannot be measured is said once, and leaves the rest as it is.</summary>
internal sealed class Attempts
{
    private readonly List<string> messages = [];

    /// <summary>Measures something; whether that was possible.</summary>
    public bool Try(Action measure)
    {
        try
        {
            measure();
            return true;
        }
        catch (ContenderException error)
        {
            if (!messages.Contains(error.Message))
            {
                messages.Add(error.Message);
                Console.Error.WriteLine(error.Message);
            }

            return false;
        }
    }

    /// <summary>Says again, after the tables, what could not be measured.</summary>
    public void Print() => messages.ForEach(Console.WriteLine);
}
