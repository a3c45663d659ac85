namespace DeepGen;

// Saving and loading.
public abstract partial class CompiledModel
{
    /// <summary>
    /// Writes the parameters and running statistics to a safetensors file, under PyTorch's names, that Python's safetensors and
    /// <c>load_state_dict</c> take. With an optimizer or a training state, all that exact resuming needs goes into a second file beside
    /// it: "digits.state.safetensors" for "digits.safetensors".
    /// </summary>
    /// <remarks>
    /// Files are written beside their places, flushed to the disk and then renamed. A process that is killed at any moment leaves the
    /// old pair of files or the new one: until the model's file has been replaced, the state that belongs to it is kept in
    /// "digits.state.safetensors.previous".
    /// </remarks>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <param name="optimizer">The optimizer whose state is saved too.</param>
    /// <param name="training">What the training loop wants to find again.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Save(string path, Optimizer? optimizer = null, TrainingState? training = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(disposed, this);
        CheckOptimizer(optimizer);
        CheckpointStorage.Save(path, this, optimizer, training);
    }

    /// <summary>
    /// Reads the parameters and running statistics from a safetensors file that <see cref="Save"/> or PyTorch wrote; names of an equal
    /// <c>nn.Sequential</c> ("0.weight") are taken too. With an optimizer or a training state, training goes on from the file beside it
    /// exactly as if it had not stopped: the optimizer's state, its options, the model's seed and its count of steps.
    /// </summary>
    /// <remarks>Everything is checked before anything changes: after an exception the model and the optimizer are as they were.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="optimizer">The optimizer whose state is loaded too; made with the options that it was saved with.</param>
    /// <param name="training">Receives what the training loop had saved, in the place of what it holds.</param>
    /// <param name="checkArchitecture">Whether a file that another architecture of equal tensors has saved is refused.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or not of this model.</exception>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public void Load(string path, Optimizer? optimizer = null, TrainingState? training = null, bool checkArchitecture = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(disposed, this);
        CheckOptimizer(optimizer);
        CheckpointStorage.Load(path, this, optimizer, training, checkArchitecture);
    }

    private void CheckOptimizer(Optimizer? optimizer)
    {
        if (optimizer is not null && !ReferenceEquals(optimizer.Parameters.Model, this))
        {
            throw new ArgumentException(
                $"The optimizer belongs to another model than this '{Name}'; make one for its parameters.", nameof(optimizer));
        }
    }
}
