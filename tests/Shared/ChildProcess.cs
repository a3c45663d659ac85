using System.Diagnostics;

namespace DeepGen;

/// <summary>Programs that tests run to their end.</summary>
internal static class ChildProcess
{
    /// <summary>Only what is stuck takes this long, even where many tests share few processors.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Runs a program; gives its exit code and all that it wrote. When its time is over it is ended, with whatever it has started, and
    /// what it wrote until then is in the message of the failure. It goes on wherever there is a thread, since tests that are not
    /// asynchronous wait for it on xunit's.
    /// </summary>
    public static async Task<(int Code, string Output, string Errors)> Run(ProcessStartInfo start, TimeSpan limit)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, errors).WaitAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await Task.WhenAll(process.WaitForExitAsync(), output, errors).ConfigureAwait(false);
            string what = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
            throw new TimeoutException($"{what} was ended after {limit}:\n{output.Result}{errors.Result}");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }
}
